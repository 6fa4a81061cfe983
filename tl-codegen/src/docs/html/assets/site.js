'use strict';

// Parts of a page that need scripts: search, copy buttons, remembered tabs.
const tlSite = (() => {
    const root = document.documentElement.dataset.root;
    const assets = document.documentElement.dataset.assets;
    const loaded = new Map();
    const pages = new Map();

    // Loads a script if it was not loaded yet. Scripts run in the order of the calls. Pages that are opened as files
    // cannot use modules or `fetch`, so an element is added for the script.
    function load(path) {
        if (!loaded.has(path)) {
            loaded.set(path, new Promise((resolve, reject) => {
                const script = document.createElement('script');
                script.src = path;
                script.async = false;
                script.onload = resolve;
                script.onerror = () => {
                    loaded.delete(path);
                    reject(new Error(`cannot load ${path}`));
                };
                document.head.append(script);
            }));
        }
        return loaded.get(path);
    }

    function element(name, properties, ...children) {
        const created = Object.assign(document.createElement(name), properties);
        created.append(...children);
        return created;
    }

    function loadSearch() {
        return Promise.all([load(`${assets}search.js`), load(`${root}search-index.js`)]);
    }

    // Returns the address of the page of a constructor or function, if the search was loaded and finds it.
    function pageOf(name) {
        if (typeof tlSearch === 'undefined') return null;
        if (!pages.has(name)) {
            const isPage = ({ title, kind }) => title === name && (kind === 'method' || kind === 'constructor');
            pages.set(name, tlSearch.find(name, 3).find(isPage)?.path);
        }
        const path = pages.get(name);
        return path ? root + path : null;
    }

    // Makes a button that copies what `text` returns. If the browser does not allow that, calls `select`, which selects
    // the text.
    function copyButton(label, text, select) {
        const button = element('button', { type: 'button', textContent: label });
        button.addEventListener('click', async () => {
            try {
                await navigator.clipboard.writeText(text());
                button.textContent = 'Copied';
            } catch {
                select();
                button.textContent = 'Press Ctrl+C';
            }
            setTimeout(() => { button.textContent = label; }, 1500);
        });
        return button;
    }

    return { root, assets, load, loadSearch, element, pageOf, copyButton };
})();

// The search box: a combo box whose options are links.
(() => {
    const LIMIT = 20;
    const form = document.querySelector('form.search');
    if (!form) return;
    const input = tlSite.element('input', {
        type: 'search', name: 'q', placeholder: 'Search: name, id, error  ( / )', ariaLabel: 'Search',
        autocomplete: 'off', autocapitalize: 'off', spellcheck: false,
    });
    const list = tlSite.element('div', { id: 'results', role: 'listbox', tabIndex: -1, hidden: true });
    list.setAttribute('aria-label', 'Results');
    const message = tlSite.element('p', { role: 'status' });
    let selected = -1;
    form.append(input, list, message);
    form.hidden = false;
    Object.entries({ role: 'combobox', 'aria-controls': 'results', 'aria-expanded': 'false', 'aria-autocomplete': 'list' })
        .forEach(([name, value]) => input.setAttribute(name, value));

    function option({ title, kind, path, detail }, index) {
        return tlSite.element('a', { id: `result-${index}`, role: 'option', href: tlSite.root + path, tabIndex: -1 },
            tlSite.element('span', { textContent: title }),
            tlSite.element('small', { textContent: detail ? `${kind}, ${detail}` : kind }));
    }

    function show(found) {
        list.replaceChildren(...found.map(option));
        list.hidden = found.length === 0;
        input.setAttribute('aria-expanded', String(found.length > 0));
        select(found.length > 0 ? 0 : -1);
    }

    function select(index) {
        selected = index;
        [...list.children].forEach((item, at) => item.setAttribute('aria-selected', String(at === index)));
        const item = list.children[index];
        if (item) {
            input.setAttribute('aria-activedescendant', item.id);
            item.scrollIntoView({ block: 'nearest' });
        } else {
            input.removeAttribute('aria-activedescendant');
        }
    }

    async function search() {
        const query = input.value;
        try {
            await tlSite.loadSearch();
        } catch (error) {
            message.textContent = error.message;
            return;
        }
        if (query !== input.value) return;
        const found = query.trim() ? tlSearch.find(query, LIMIT) : [];
        show(found);
        message.textContent = query.trim() && found.length === 0 ? 'Nothing found.' : '';
    }

    async function open(event) {
        event.preventDefault();
        if (selected < 0) await search();
        const link = list.children[selected];
        if (link) location.href = link.href;
    }

    const keys = {
        ArrowDown: () => select(Math.min(selected + 1, list.children.length - 1)),
        ArrowUp: () => select(Math.max(selected - 1, 0)),
        Escape: () => {
            show([]);
            message.textContent = '';
        },
    };
    input.addEventListener('keydown', (event) => {
        if (keys[event.key]) {
            event.preventDefault();
            keys[event.key]();
        }
    });
    input.addEventListener('focus', () => tlSite.loadSearch().catch(() => {}), { once: true });
    input.addEventListener('input', search);
    form.addEventListener('submit', open);
    form.addEventListener('focusout', (event) => {
        if (!form.contains(event.relatedTarget)) show([]);
    });
    list.addEventListener('mousedown', (event) => event.preventDefault());
    document.addEventListener('keydown', (event) => {
        const isTyping = event.target.closest('input, textarea, select, [contenteditable]');
        if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
            event.preventDefault();
            input.focus();
            input.select();
        }
    });

    const query = new URLSearchParams(location.search).get('q');
    if (query) {
        input.value = query;
        input.focus();
        search();
    }
})();

// Copy buttons.
for (const block of document.querySelectorAll('.code')) {
    const pre = block.querySelector('pre');
    const button = tlSite.copyButton('Copy', () => pre.textContent, () => getSelection().selectAllChildren(pre));
    button.className = 'copy';
    block.prepend(button);
}

// The notation of examples that was chosen last.
(() => {
    const KEY = 'tl-notation';

    // Storage is not available in some private windows, and in some browsers for pages that are opened as files.
    function stored(action) {
        try {
            return action(localStorage);
        } catch {
            return null;
        }
    }

    const tabs = [...document.querySelectorAll('.tabs > input')];
    const wanted = stored((storage) => storage.getItem(KEY));
    const tab = tabs.find((tab) => tab.id === wanted);
    if (tab) tab.checked = true;
    tabs.forEach((tab) => tab.addEventListener('change', () => stored((storage) => storage.setItem(KEY, tab.id))));
})();
