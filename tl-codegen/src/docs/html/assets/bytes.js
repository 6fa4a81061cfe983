// Forms that read and write the bytes of values. The reader is `tl-web.js`, which is loaded when it is first needed.
//
// A form is built inside each `<section class="bytes">`. Its attributes:
// data-layer    the layer of the page, or `mtproto`; its schemas are used unless `data-guess` is present
// data-guess    the layer is guessed at first
// data-schema   a script that calls `tlBytes.setSchema`; its schema is used instead of the bundled ones
// data-bytes    bytes that are in the form at first
// data-result   the type to use if the bytes are a `Vector`
// data-linked   the form is filled from `?bytes=` or the fragment of the address
'use strict';

const tlBytes = (() => {
    const inputDelay = 300;
    const longestLiveText = 100_000;
    const longestLink = 8_000;
    const bytesOfRow = 8;
    let boxes = 0;
    let ownSchema = null;

    const { load, loadSearch } = tlSite;

    function element(tag, properties = {}, children = []) {
        return tlSite.element(tag, properties, ...children);
    }

    async function newConverter(schemaScript) {
        await load(`${tlSite.assets}tl-web.js`);
        const Converter = await tlWeb.load();
        // Without the search, names are not links.
        await loadSearch().catch(() => {});
        if (!schemaScript) return Converter.bundled();
        await load(schemaScript);
        return Converter.of_schema(ownSchema.name, ownSchema.text, 'tl', false);
    }

    /** Returns the position of a line and a column in `text`. Both are counted from 1, and columns in characters. */
    function positionOf(text, line, column) {
        const lines = text.split('\n');
        const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
        const ofLine = [...(lines[line - 1] ?? '')].slice(0, column - 1).join('').length;
        return Math.min(before + ofLine, text.length);
    }

    function select(field, problem) {
        const start = positionOf(field.value, problem.line, problem.column);
        field.focus();
        field.setSelectionRange(start, Math.min(start + 1, field.value.length));
    }

    /** Writes hexadecimal digits in rows of two words. */
    function rowsOf(hex) {
        const rows = hex.match(new RegExp(`.{1,${2 * bytesOfRow}}`, 'g')) ?? [];
        return rows.map((row) => row.match(/.{1,8}/g).join(' ')).join('\n');
    }

    function describe(problem) {
        const of = problem.unpacked > 0 ? ' of the unpacked data' : '';
        const place = problem.offset !== null ? `At byte ${problem.offset}${of}`
            : problem.line !== null ? `Line ${problem.line}, column ${problem.column}` : '';
        const path = problem.path ? `${place ? ' in ' : 'In '}\`${problem.path}\`` : '';
        const message = place || path ? `${place}${path}: ${problem.message}` : problem.message;
        return `${message}.`;
    }

    /** Makes a paragraph. Text between backticks is code. */
    function paragraph(text) {
        const parts = text.split('`');
        return element('p', {}, parts.map((part, at) => (at % 2 === 1 ? element('code', { textContent: part }) : part)));
    }

    function meaningOf(line) {
        const label = line.label && element('span', { className: 'bytes-label', textContent: `${line.label}: ` });
        if (!line.name) return [label, line.text];
        const address = tlSite.pageOf(line.name);
        const name = address ? element('a', { href: address, textContent: line.name }) : line.name;
        return [label, name, element('wbr'), line.text.slice(line.name.length)];
    }

    function rowOf(line) {
        const marks = '>'.repeat(line.unpacked);
        const more = line.len > line.bytes.length / 2 ? `\n… ${line.len} bytes` : '';
        const meaning = element('td', { className: 'bytes-meaning' }, meaningOf(line));
        meaning.style.setProperty('--depth', Math.min(line.depth, 24));
        const row = element('tr', {}, [
            element('td', { className: 'bytes-offset', textContent: `${marks}${line.offset}` }),
            element('td', { className: 'bytes-hex', textContent: rowsOf(line.bytes) + more }),
            meaning,
        ]);
        row.classList.toggle('bytes-unpacked', line.unpacked > 0);
        return row;
    }

    function wrongRow(problem) {
        const marks = '>'.repeat(problem.unpacked);
        return element('tr', { className: 'bytes-wrong' }, [
            element('td', { className: 'bytes-offset', textContent: `${marks}${problem.offset}` }),
            element('td'),
            element('td', {}, [...paragraph(problem.message).childNodes]),
        ]);
    }

    class Box {
        constructor(section) {
            this.section = section;
            this.id = `bytes-${(boxes += 1)}`;
            this.converter = null;
            this.used = null;
            this.isJsonOfBytes = false;
            this.turn = 0;
            this.build();
            this.listen();
        }

        field(tag, name, label, properties) {
            const id = `${this.id}-${name}`;
            const field = element(tag, { id, spellcheck: false, autocomplete: 'off', ...properties });
            return [field, element('label', { htmlFor: id, textContent: label })];
        }

        build() {
            const [bytes, bytesLabel] = this.field('textarea', 'input', 'Bytes', { rows: 4 });
            const [layer, layerLabel] = this.field('select', 'layer', 'Layer', {});
            const [type, typeLabel] = this.field('input', 'type', 'Type (optional)', { placeholder: 'Vector<long>' });
            const [json, jsonLabel] = this.field('textarea', 'json', 'JSON', { rows: 8 });
            const [hex, hexLabel] = this.field('textarea', 'hex', 'Bytes of this JSON', { rows: 2, readOnly: true });
            Object.assign(this, { bytes, layer, type, json, hex });
            this.layerPart = element('span', { className: 'bytes-part' }, [layerLabel, layer]);
            this.status = element('p', { className: 'bytes-status' });
            this.status.setAttribute('role', 'status');
            this.problem = this.live('bytes-problem');
            this.jsonProblem = this.live('bytes-problem');
            this.result = element('div', { className: 'bytes-result', hidden: true });
            const copyHex = tlSite.copyButton('Copy bytes', () => hex.value, () => hex.select());
            const copyJson = tlSite.copyButton('Copy JSON', () => json.value, () => json.select());
            this.moveHex = element('button', { type: 'button', textContent: 'Decode these bytes' });
            this.form = element('form', {}, [
                bytesLabel, bytes, this.hint(),
                element('div', { className: 'bytes-row' }, [
                    this.layerPart,
                    element('span', { className: 'bytes-part' }, [typeLabel, type]),
                    element('button', { type: 'submit', textContent: 'Decode' }),
                ]),
            ]);
            this.section.querySelector('.needs-script')?.remove();
            this.section.append(
                this.form, this.status, this.problem, this.result,
                jsonLabel, json, this.jsonProblem,
                hexLabel, hex,
                element('div', { className: 'bytes-row' }, [copyJson, copyHex, this.moveHex]),
            );
            this.fillLayers([]);
        }

        live(className) {
            const made = element('div', { className });
            made.setAttribute('aria-live', 'polite');
            return made;
        }

        hint() {
            const id = `${this.id}-hint`;
            this.bytes.setAttribute('aria-describedby', id);
            const text = 'Hexadecimal digits, base64, literals of Python or C, or a hex dump. Nothing leaves this browser.';
            return element('p', { id, className: 'bytes-hint', textContent: text });
        }

        fillLayers(layers) {
            const { layer: own, schema, guess } = this.section.dataset;
            const chosen = this.layer.options.length ? this.layer.value : own && guess === undefined ? own : '';
            const numbers = [...new Set([...layers, Number(own) || null])].filter(Boolean).sort((a, b) => b - a);
            const options = [['', 'Guess'], ...numbers.map((number) => [String(number), `Layer ${number}`]),
                ['mtproto', 'MTProto'], ['all', 'All layers']];
            this.layer.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
            this.layer.value = chosen;
            this.layerPart.hidden = Boolean(schema);
        }

        listen() {
            const later = (field, convert) => {
                let timer = 0;
                field.addEventListener('input', () => {
                    clearTimeout(timer);
                    if (field.value.length <= longestLiveText) timer = setTimeout(convert, inputDelay);
                });
                field.addEventListener('keydown', (event) => {
                    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) convert();
                });
            };
            later(this.bytes, () => this.decode());
            later(this.type, () => this.decode());
            later(this.json, () => this.encode());
            this.json.addEventListener('input', () => { this.isJsonOfBytes = false; });
            this.layer.addEventListener('change', () => this.changeLayer());
            this.form.addEventListener('submit', (event) => {
                event.preventDefault();
                this.decode();
            });
            this.moveHex.addEventListener('click', () => this.show(this.hex.value));
        }

        /** Fills the form and decodes. */
        show(text) {
            this.bytes.value = text;
            return this.decode();
        }

        changeLayer() {
            this.used = null;
            if (this.bytes.value.trim()) this.decode();
            else if (this.json.value.trim()) this.encode();
        }

        async ready() {
            if (this.converter) return;
            this.status.textContent = 'Loading the reader…';
            this.section.setAttribute('aria-busy', 'true');
            try {
                this.converter = await newConverter(this.section.dataset.schema);
                this.fillLayers([...this.converter.layers()]);
                this.status.textContent = '';
            } finally {
                this.section.removeAttribute('aria-busy');
            }
        }

        /** Calls the converter. Returns `null` if a later call makes this one obsolete, or if the converter failed. */
        async convert(method, text, layer) {
            const turn = (this.turn += 1);
            try {
                await this.ready();
                if (turn !== this.turn) return null;
                return JSON.parse(this.converter[method](text, layer(), this.type.value));
            } catch (error) {
                this.converter = null;
                this.status.textContent = `The reader failed: ${error.message ?? error}`;
                return null;
            }
        }

        async decode() {
            if (!this.bytes.value.trim()) return this.clear();
            const answer = await this.convert('decode', this.bytes.value, () => this.layer.value);
            if (!answer) return undefined;
            const { result } = this.section.dataset;
            if (answer.error?.of === 'vector' && result && !this.type.value) {
                this.type.value = result;
                return this.decode();
            }
            return this.render(answer);
        }

        clear() {
            this.turn += 1;
            this.used = null;
            this.status.textContent = '';
            this.problem.replaceChildren();
            this.result.hidden = true;
        }

        render(answer) {
            this.used = answer.schema?.layer ?? null;
            this.showProblem(this.problem, answer.error, this.bytes);
            this.result.hidden = answer.lines.length === 0;
            this.result.replaceChildren(this.table(answer), ...this.notes(answer));
            const { notation, hex, schema } = answer;
            this.status.textContent = notation ? `${hex.length / 2} bytes, ${notation}. ${schema?.note ?? ''}` : '';
            this.showJson(answer);
        }

        /** Shows the JSON of bytes. After an error, removes the JSON of earlier bytes, but keeps JSON that was typed. */
        showJson({ error, hex, json }) {
            if (error && !this.isJsonOfBytes) return;
            this.isJsonOfBytes = true;
            this.hex.value = error ? '' : hex;
            this.json.value = json ?? '';
            this.json.placeholder = !error && json === null ? 'The JSON is too long to be shown.' : '';
            this.showProblem(this.jsonProblem, null, this.json);
        }

        notes({ hex, omitted }) {
            const notes = omitted > 0 ? [paragraph(`${omitted} more lines are not shown.`)] : [];
            const link = element('a', { href: this.link(hex), textContent: 'Link to these bytes' });
            if (hex.length <= longestLink) notes.push(element('p', {}, [link]));
            return notes;
        }

        link(hex) {
            const query = new URLSearchParams();
            if (this.layer.value) query.set('layer', this.layer.value);
            if (this.type.value.trim()) query.set('type', this.type.value.trim());
            const search = query.size > 0 ? `?${query}` : '';
            return `${tlSite.root}bytes.html${search}#${hex}`;
        }

        table({ lines, error }) {
            const heading = (text) => element('th', { scope: 'col', textContent: text });
            const rows = lines.map((line) => rowOf(line));
            if (error && error.offset !== null) rows.push(wrongRow(error));
            const table = element('table', {}, [
                element('caption', { textContent: 'Meaning of the bytes' }),
                element('thead', {}, [element('tr', {}, ['Offset', 'Bytes', 'Meaning'].map(heading))]),
                element('tbody', {}, rows),
            ]);
            const scroller = element('div', { className: 'bytes-scroll', tabIndex: 0 }, [table]);
            scroller.setAttribute('role', 'region');
            scroller.setAttribute('aria-label', 'Meaning of the bytes');
            return scroller;
        }

        showProblem(place, problem, field) {
            field.setAttribute('aria-invalid', String(Boolean(problem)));
            if (!problem) return place.replaceChildren();
            const parts = [paragraph(describe(problem))];
            if (problem.advice) parts.push(paragraph(`Help: ${problem.advice}.`));
            const act = (text, action) => {
                const button = element('button', { type: 'button', textContent: text });
                button.addEventListener('click', action);
                parts.push(button);
            };
            if (problem.line !== null) act('Go to this place', () => select(field, problem));
            if (problem.layer !== null) act(`Read with layer ${problem.layer}`, () => this.choose(problem.layer));
            return place.replaceChildren(...parts);
        }

        choose(layer) {
            this.layer.value = String(layer);
            this.changeLayer();
            this.layer.focus();
        }

        async encode() {
            if (!this.json.value.trim()) {
                this.hex.value = '';
                return this.jsonProblem.replaceChildren();
            }
            const answer = await this.convert('encode', this.json.value, () => this.layer.value || (this.used ?? ''));
            if (!answer) return undefined;
            this.hex.value = answer.hex ?? '';
            return this.showProblem(this.jsonProblem, answer.error, this.json);
        }
    }

    /** Returns the bytes in the address: `?bytes=`, or the fragment unless it is the id of an element. */
    function linkedBytes() {
        const bytes = new URLSearchParams(location.search).get('bytes');
        const fragment = location.hash.slice(1);
        if (bytes || !fragment || document.getElementById(fragment)) return bytes ?? '';
        try {
            return decodeURIComponent(fragment);
        } catch {
            return fragment;
        }
    }

    function fillFromAddress(box) {
        const query = new URLSearchParams(location.search);
        const layer = query.get('layer');
        if (layer !== null) {
            if (![...box.layer.options].some((option) => option.value === layer)) box.layer.add(new Option(`Layer ${layer}`, layer));
            box.layer.value = layer;
        }
        box.type.value = query.get('type') ?? '';
        showLinked(box);
    }

    function showLinked(box) {
        const text = linkedBytes();
        if (text) box.show(text);
    }

    function mount(section) {
        const box = new Box(section);
        box.bytes.value = section.dataset.bytes ?? '';
        if (section.dataset.linked === undefined) return;
        fillFromAddress(box);
        addEventListener('hashchange', () => showLinked(box));
    }

    function mountAll() {
        document.querySelectorAll('section.bytes').forEach(mount);
    }

    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', mountAll);
    else mountAll();

    return {
        /** Sets the schema of the page: `{ name, text }`. */
        setSchema(schema) {
            ownSchema = schema;
        },
    };
})();
