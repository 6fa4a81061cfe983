'use strict';

// Searches one schema. `search-index.js` calls `load`. `find` returns an array of `{title, kind, path, detail}`, best
// match first.
const tlSearch = (() => {
    // The digits of numbers in the index. The first 60 digits end a number.
    const DIGITS = '#$%()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~!';
    const ENDS = 60;
    const VALUES = new Uint8Array(128);
    [...DIGITS].forEach((digit, value) => { VALUES[digit.charCodeAt(0)] = value; });

    // The classes of ASCII characters: 1 for lower-case letters and digits, 2 for upper-case letters, and otherwise 0.
    const UPPER = 2;
    const CLASSES = Uint8Array.from({length: 128}, (_, c) => {
        const character = String.fromCharCode(c);
        return /[A-Z]/.test(character) ? UPPER : /[a-z0-9]/.test(character) ? 1 : 0;
    });

    // Costs of matches. Most edits of a name cost 100.
    const EDIT = 100;
    const INSIDE = 60;
    const KIND = {page: 0, method: 0, error: 1, type: 2, constructor: 3, field: 12};
    const OTHER_KIND = 10;
    const OTHER_CASE = 5;
    // If fewer than `FEW` exact matches cost less than `GOOD`, misspelt names are searched too.
    const GOOD = 50;
    const FEW = 3;

    // Maximum number of similar names for which edits are counted.
    const SIMILAR = 150;
    // Number of integers in a set of letters and pairs of letters.
    const SIZE = 5;

    const FOLDERS = {method: 'methods', constructor: 'constructors', type: 'types'};
    // Modules and folders in paths and addresses, and the kind of their members.
    const HINTS = new Map(Object.entries({
        functions: 'method', methods: 'method', method: 'method', enums: 'type', type: 'type', types: 'constructor',
        constructors: 'constructor', constructor: 'constructor',
    }));
    const SEPARATOR = /\.|::|->|\/|\\/;
    const TOKENS = /\w+(?:(?:\.|::|->|\/|\\)\w+)*/g;
    // Parts that other libraries add to names.
    const AFFIXES = /^(?:TL_|MTPD?_?|mtpc_)(?=[a-z])|(?:Request|Error)$/g;
    // A name, and then an id, fields, a result or arguments.
    const DECLARATION = /^\W*[a-z][\w.]*(?:#[\da-f]{1,8}\b|\s.*\w:[a-z#!%(]|\s.* = )|^[\w.:>$-]*\w\(/i;

    let entries = [];
    let byId = new Map();
    // For each position in the text of each entry, whether a word starts there.
    let starts = new Uint8Array(0);
    // For each entry, the letters and pairs of letters that its text contains.
    let contents = new Int32Array(0);
    // For each word, the number of methods whose local names begin with it.
    let verbs = new Map();
    // For each entry, the least cost that was found.
    let costs = new Float64Array(0);

    // Index

    function load(index) {
        const sections = index.split('\n\n').map(section => section ? section.split('\n') : []);
        const [methods, constructors, types, [ids], fields, lists, errors, others] = sections;
        const items = [
            ...names(methods).map((line, at) => page('method', line, id(ids, 5 * at))),
            ...names(constructors).map((line, at) => page('constructor', line, id(ids, 5 * (methods.length + at)))),
            ...names(types).map(line => page('type', line)),
            ...names(fields).map((name, at) => ({kind: 'field', name, title: name, list: lists[at]})),
            ...names(errors).map(failure),
            ...names(others).flatMap(other),
        ];
        prepare(items);
        byId = new Map();
        for (const entry of entries.slice(0, methods.length + constructors.length)) {
            const others = byId.get(entry.id);
            if (others) others.push(entry);
            else byId.set(entry.id, [entry]);
        }
    }

    function names(lines) {
        let name = '';
        return lines.map(line => name = name.slice(0, digit(line, 0)) + line.slice(1));
    }

    function page(kind, line, id) {
        const [name, layer, stem] = line.split('\t');
        const title = layer ? `${name} (layer ${layer})` : name;
        const file = stem || (layer ? `${name}-layer-${layer}` : name);
        return {kind, name, title, path: `${FOLDERS[kind]}/${file}.html`, id};
    }

    function failure(line) {
        const [title, detail] = line.split('\t');
        const path = `errors.html#${encodeURIComponent(title)}`;
        return {kind: 'error', name: withoutNumbers(title), title, path, detail};
    }

    // Returns two entries for a page that is not about one declaration: one by its path and one by its title.
    function other(line) {
        const [stem, title] = line.split('\t');
        return [stem, title].map(name => ({kind: 'page', name, title, path: `${stem}.html`}));
    }

    function digit(text, at) {
        return VALUES[text.charCodeAt(at)];
    }

    function id(ids, at) {
        let number = 0;
        for (let low = at + 4; low >= at; low--) number = number * DIGITS.length + digit(ids, low);
        return number;
    }

    // Decodes the combinators of a field.
    function members(list) {
        const found = [];
        for (let start = 0, at = 0, next = 0; at < list.length; start = ++at) {
            while (digit(list, at) >= ENDS) at++;
            let distance = digit(list, at);
            for (let low = at - 1; low >= start; low--) {
                distance = distance * (DIGITS.length - ENDS) + digit(list, low);
            }
            found.push(entries[next + distance]);
            next += distance + 1;
        }
        return found;
    }

    // Prepares the names for comparisons: `auth.cancelCode` becomes `authcancelcode`, its words start at 0, 4 and 10,
    // and its local name starts at 4. If local names are equal, the name in the larger namespace comes first.
    function prepare(items) {
        const names = items.map(({name}) => name + '\n').join('');
        const texts = names.replace(/[^a-z0-9\n]+/gi, '').toLowerCase();
        starts = new Uint8Array(texts.length);
        contents = new Int32Array(items.length * SIZE);
        costs = new Float64Array(items.length);
        scan(names);
        const spaces = new Map();
        verbs = new Map();
        let base = 0;
        entries = texts.slice(0, -1).split('\n').map((text, index) => {
            const {kind, name, title, path, list, detail, id} = items[index];
            const dot = name.lastIndexOf('.') + 1;
            const space = spaceOf(spaces, name.slice(0, dot));
            const entry = {
                index, kind, title, path, list, detail, id, text, base, space, isUpper: isUpper(name.charCodeAt(dot)),
            };
            if (kind === 'method') addVerb(name.slice(dot));
            base += text.length + 1;
            return entry;
        });
        for (const space of spaces.values()) space.rank = 5 / Math.sqrt(1 + space.count);
    }

    function spaceOf(spaces, name) {
        if (!spaces.has(name)) spaces.set(name, {size: compact(name).length, count: 0, rank: 0.5});
        const space = spaces.get(name);
        space.count++;
        return space;
    }

    function addVerb(name) {
        const [verb] = name.match(/^[a-z]*/);
        verbs.set(verb, (verbs.get(verb) || 0) + 1);
    }

    // Fills `starts` and `contents` in one loop, so that browsers compile it early. A line feed ends each name.
    function scan(names) {
        let at = 0;
        let sets = 0;
        let before = 0;
        let letterBefore = 0;
        for (let position = 0; position < names.length; position++) {
            const c = names.charCodeAt(position);
            const letterClass = c < 128 ? CLASSES[c] : 0;
            if (c === 10) {
                starts[at++] = 1;
                sets += SIZE;
                letterBefore = 0;
            } else if (letterClass > 0) {
                starts[at++] = before === 0 || letterClass > before ? 1 : 0;
                const letter = letterClass === UPPER ? c + 32 : c;
                addLetter(contents, sets, letterBefore, letter);
                letterBefore = letter;
            }
            before = letterClass;
        }
    }

    // Adds a letter to a set of letters. Also adds the pair of the letter before it and this letter to a set of pairs.
    // The order of the letters in a pair does not matter, and some pairs share a bit.
    function addLetter(sets, base, before, letter) {
        sets[base] |= 1 << letter;
        if (before === 0) return;
        const pair = (letter + before) * 7 + Math.abs(letter - before) * 3;
        sets[base + 1 + (pair >> 5 & 3)] |= 1 << pair;
    }

    // Returns the sets of letters and pairs of a text.
    function contentsOf(text) {
        const sets = new Int32Array(SIZE);
        let before = 0;
        for (let at = 0; at < text.length; at++) {
            addLetter(sets, 0, before, text.charCodeAt(at));
            before = text.charCodeAt(at);
        }
        return sets;
    }

    function compact(text) {
        return (/[^a-z0-9]/i.test(text) ? text.replace(/[^a-z0-9]+/gi, '') : text).toLowerCase();
    }

    function isUpper(c) {
        return c >= 65 && c <= 90;
    }

    // Removes numbers and their placeholders: `FLOOD_WAIT_42`, `FLOOD_WAIT_X` and `FLOOD_WAIT_%d` become `FLOOD_WAIT_`.
    function withoutNumbers(text) {
        return text.replace(/%[ds]|(?<![a-z0-9])(?:\d+|X)(?![a-z0-9])/gi, '');
    }

    // Queries

    // Returns needles: the texts that names are compared with. Each has a cost.
    function needlesOf(query) {
        const address = query.match(/^\w+:\/\/[^/\s]+\/([^\s?#]*)/);
        const text = (address ? address[1] : query).replace(/\.html?\b/g, '');
        const tokens = [...new Set(text.match(TOKENS))];
        if (tokens.length < 2) return tokens.flatMap(token => tails(token, 0));
        const needles = DECLARATION.test(text) ? tails(tokens[0], 0) : [needle(text, 0)];
        // A query such as `InputPeer type` or `constructor inputPeerUser` contains a kind.
        const at = tokens.findIndex(token => HINTS.has(token));
        const others = tokens.filter((_, index) => index !== at).join(' ');
        if (at >= 0) needles.push(needle(others, 40, HINTS.get(tokens[at])));
        const size = tokens.join('').length;
        tokens.slice(0, 12).forEach((token, index) => {
            const isDistinct = /[._:>/\\]|[a-z][A-Z]|^[A-Z\d]{5,}$/.test(token);
            const cost = (token.includes('.') ? 40 : 50) + Math.min(60, 2 * (size - token.length)) + 3 * index;
            if (isDistinct) needles.push(...tails(token, cost));
            else if (token.length > 2) needles.push({...needle(token, cost + 200), isWhole: true});
        });
        return needles;
    }

    // Returns needles for a path, and for the path without its first or last segments.
    function tails(token, cost) {
        const needles = [needle(token, cost)];
        const plain = token.replace(AFFIXES, '');
        if (plain !== token) needles.push(...tails(plain, cost + 20));
        const segments = token.split(SEPARATOR);
        const at = segments.findLastIndex(segment => HINTS.has(segment));
        // In addresses, `types` contains types. In generated Rust and Python, it contains constructors.
        const hint = segments[at] === 'types' && token.includes('/') ? 'type' : HINTS.get(segments[at]);
        const dropped = segment => 40 + 5 * segment.length;
        const last = segments[segments.length - 1];
        for (let start = at + 1; start < segments.length; start++) {
            if (start > at + 1) cost += dropped(segments[start - 1]);
            if (start > 0) needles.push(needle(segments.slice(start).join('.'), cost, hint));
            if (start < segments.length - 1 && (at >= 0 || segments.length > 2)) {
                needles.push(needle(segments.slice(start, -1).join('.'), cost + dropped(last), hint));
            }
        }
        return needles;
    }

    function needle(raw, cost, hint) {
        const local = raw.split('.').pop().replace(/[^a-z]+/gi, '');
        const isCased = /[a-z]/.test(local) && /[A-Z]/.test(local);
        const whole = part(raw);
        return {
            ...whole, cost, hint,
            words: (raw.match(/[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])/g) || []).map(part),
            number: part(withoutNumbers(raw)),
            field: raw.includes('_') ? raw : null,
            isUpper: isCased ? isUpper(local.charCodeAt(0)) : null,
            isVerb: verbs.get(whole.text) > 2,
            isSplit: /\s/.test(raw),
            isWhole: false,
        };
    }

    function part(raw) {
        const text = compact(raw);
        return {text, letters: contentsOf(text)[0]};
    }

    // Matches

    function find(query, limit = 20) {
        const text = query.trim().slice(0, 500);
        costs.fill(Infinity);
        const withId = withIds(text);
        for (const [entry, cost] of withId) offer(entry, cost);
        const needles = needlesOf(text).filter(({text}) => text.length > 0 && text.length <= 100).slice(0, 30);
        for (const needle of needles) compare(needle, entries, false);
        if (withId.length === 0 && costs.filter(cost => cost < GOOD).length < FEW) {
            const inexact = needles.filter(({isWhole}) => !isWhole).slice(0, 5);
            for (const needle of inexact) compare(needle, similar(needle), true);
        }
        const found = least(costs, limit);
        found.sort((a, b) => costs[a.index] - costs[b.index] || a.text.length - b.text.length);
        const all = found.flatMap((entry, at) => results(entry, text, at === 0 ? 12 : 3));
        return all.filter(isFirst).slice(0, limit);
    }

    // Returns whether no earlier result is the same page.
    function isFirst({kind, path}, index, results) {
        return kind !== 'page' || results.findIndex(result => result.path === path) === index;
    }

    function offer({index}, cost) {
        if (cost < costs[index]) costs[index] = cost;
    }

    // Compares the needle with names that contain at least half of its letters.
    function compare(needle, entries, isFuzzy) {
        const enough = bitCount(needle.letters) / 2;
        for (const entry of entries) {
            const letters = contents[entry.index * SIZE] & needle.letters;
            if (bitCount(letters) >= enough) offer(entry, costOf(entry, needle, isFuzzy));
        }
    }

    // Returns the entries that share the most letters and pairs of letters with the needle. Short entries are
    // preferred.
    function similar({text, letters}) {
        const wanted = contentsOf(text);
        const enough = bitCount(letters) / 2;
        const keys = new Float64Array(entries.length).fill(Infinity);
        for (const {index, text} of entries) {
            let count = bitCount(contents[index * SIZE] & letters);
            if (count < enough) continue;
            for (let at = 1; at < SIZE; at++) count += 2 * bitCount(contents[index * SIZE + at] & wanted[at]);
            keys[index] = text.length - 4 * count;
        }
        return least(keys, SIMILAR);
    }

    // Returns the entries with the least finite keys.
    function least(keys, count) {
        const last = keys.slice().sort()[Math.min(count, keys.length) - 1];
        return entries.filter(({index}) => keys[index] <= last && keys[index] < Infinity);
    }

    function costOf(entry, needle, isFuzzy) {
        const {kind} = entry;
        let cost = align(entry, needle, false, isFuzzy);
        if (kind === 'error') cost = Math.min(cost, align(entry, needle.number, false, isFuzzy));
        if (needle.isWhole && cost > 20) return Infinity;
        if (cost > GOOD && needle.cost < GOOD && needle.words.length > 1 && needle.words.length <= 10) {
            cost = Math.min(cost, byWords(entry, needle.words, isFuzzy));
        }
        if (kind === 'error' && needle.field?.toUpperCase() === entry.title) cost -= 1;
        if (kind === 'field') cost += fieldCost(entry, needle, cost === 0);
        cost += needle.cost + KIND[kind] + entry.space.rank;
        if (needle.field && (kind === 'type' || kind === 'constructor')) cost += 6;
        if (needle.hint && needle.hint !== kind) cost += OTHER_KIND;
        if (needle.isUpper !== null && needle.isUpper !== entry.isUpper) cost += OTHER_CASE;
        return cost;
    }

    // Returns the extra cost of a field. If the query has several words, they are more often parts of one name than a
    // field. A verb that many names of methods begin with is more often part of such a name.
    function fieldCost({title}, needle, isExact) {
        if (needle.field === title) return -6;
        return needle.isVerb ? 40 : needle.isSplit && isExact ? 24 : 0;
    }

    // Returns the cost of words in any order. At least half of their letters must be part of the name.
    function byWords(entry, words, isFuzzy) {
        let cost = 30;
        let matched = 0;
        let missing = 0;
        let inside = 0;
        let last = -1;
        for (const word of words) {
            const size = word.text.length;
            const part = align(entry, word, true, isFuzzy);
            if (part === Infinity) {
                missing += size;
                cost += 80 + 15 * size;
                continue;
            }
            cost += part + (alignedAt < last ? 10 : 0);
            last = alignedAt;
            matched += size;
            if (last >= entry.space.size) inside += size;
        }
        if (missing > matched) return Infinity;
        return cost + Math.min(40, Math.max(0, entry.text.length - entry.space.size - inside));
    }

    // The position of the last match that `align` found.
    let alignedAt = 0;

    // Returns the cost of a word as a part of a name. If `isLoose`, other words may surround it without a cost.
    function align(entry, {text: word, letters}, isLoose, isFuzzy) {
        let best = Infinity;
        if (word === '') return best;
        for (let at = entry.text.indexOf(word); at >= 0; at = entry.text.indexOf(word, at + 1)) {
            const cost = startCost(entry, at, isLoose) + endCost(entry, at + word.length, isLoose);
            if (cost <= best) {
                best = cost;
                alignedAt = at;
            }
        }
        if (best < Infinity || !isFuzzy) return best;
        if (word.length > 3) best = distance(entry, word, letters, isLoose);
        if (word.length > 1 && word.length < 12) best = Math.min(best, abbreviation(entry, word, isLoose));
        return best;
    }

    function startCost({base, space}, at, isLoose) {
        const local = space.size;
        if (isLoose) return starts[base + at] ? 0 : INSIDE;
        if (at === 0) return 0;
        if (at === local) return 4;
        return starts[base + at] ? 30 + Math.min(20, at - local) : INSIDE + Math.min(40, 4 * (at - local));
    }

    function endCost({text, base}, end, isLoose) {
        if (isLoose) return starts[base + end] ? 0 : 5;
        return end === text.length ? 0 : (starts[base + end] ? 10 : 14) + Math.min(30, 2 * (text.length - end));
    }

    // Returns the cost if the word consists of letters of one word of the name, in order, as `msg` of `message`.
    function abbreviation(entry, word, isLoose) {
        const {text, base} = entry;
        let best = Infinity;
        for (let start = text.indexOf(word[0]); start >= 0; start = text.indexOf(word[0], start + 1)) {
            if (!starts[base + start]) continue;
            let end = start;
            let matched = 0;
            do {
                if (text[end] === word[matched]) matched++;
                end++;
            } while (!starts[base + end]);
            if (matched < word.length) continue;
            const skipped = end - start - word.length;
            const cost = 40 + 3 * skipped + startCost(entry, start, isLoose) + endCost(entry, end, isLoose);
            if (cost <= best) [best, alignedAt] = [cost, start];
        }
        return best;
    }

    const rowsOfCosts = [new Int32Array(256), new Int32Array(256), new Int32Array(256)];

    // Returns the cost of the edits that turn the word into the best part of the name.
    function distance(entry, word, letters, isLoose) {
        const {text} = entry;
        const limit = INSIDE + EDIT * (word.length < 6 ? 1 : word.length < 10 ? 2 : 3);
        const missing = bitCount(letters & ~contents[entry.index * SIZE]);
        if (70 * missing > limit || text.length > 255) return Infinity;
        let [above, row, older] = rowsOfCosts;
        for (let at = 0; at <= text.length; at++) row[at] = startCost(entry, at, isLoose);
        for (let i = 0; i < word.length; i++) {
            [older, above, row] = [above, row, older];
            if (nextRow(text, word, i, older, above, row) > limit) return Infinity;
        }
        let best = limit;
        for (let at = 0; at <= text.length; at++) {
            const cost = row[at] + endCost(entry, at, isLoose);
            if (cost < best) [best, alignedAt] = [cost, Math.max(0, at - word.length)];
        }
        return best < limit ? best : Infinity;
    }

    function nextRow(text, word, i, older, above, row) {
        const letter = word.charCodeAt(i);
        const before = i > 0 ? word.charCodeAt(i - 1) : 0;
        const extra = letter === before ? 60 : EDIT;
        let least = row[0] = above[0] + extra;
        let otherBefore = 0;
        for (let at = 1; at <= text.length; at++) {
            const other = text.charCodeAt(at - 1);
            const changed = letter === other ? 0 : isVowel(letter) && isVowel(other) ? 70 : EDIT;
            const missing = other === otherBefore ? 50 : isVowel(other) ? 60 : EDIT;
            let cost = Math.min(above[at - 1] + changed, above[at] + extra, row[at - 1] + missing);
            if (letter === otherBefore && before === other && changed) cost = Math.min(cost, older[at - 2] + 80);
            row[at] = cost;
            if (cost < least) least = cost;
            otherBefore = other;
        }
        return least;
    }

    function isVowel(code) {
        return code === 97 || code === 101 || code === 105 || code === 111 || code === 117;
    }

    function bitCount(bits) {
        bits -= bits >>> 1 & 0x55555555;
        bits = (bits & 0x33333333) + (bits >>> 2 & 0x33333333);
        return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    }

    // Ids

    // Returns entries whose ids are in the text, with their costs.
    function withIds(text) {
        const found = [];
        const look = (number, cost) => {
            for (const [value, more] of [[number, 0], [reversed(number), 1]]) {
                for (const entry of byId.get(value) || []) found.push([entry, cost + more - 10]);
            }
        };
        const bytes = bytesOf(text);
        if (bytes) look(bytes.slice(0, 4).reduce((number, byte) => number * 256 + byte), 0);
        const whole = text.replace(/^[\s()[\]{}"'`,;:=.]+|[\s()[\]{}"'`,;:=.]+$/g, '');
        idsOf(whole).forEach((number, index) => look(number, 2 * index));
        if (found.length > 0) return found;
        const tokens = text.match(/(?<![a-z0-9])(?:#|0x|-)?[\da-f]{5,16}(?![a-z0-9])/gi) || [];
        tokens.forEach((token, index) => idsOf(token).forEach(number => look(number, index)));
        const start = whole.match(/^(?:#|0x)0*([\da-f]{3,7})$/i);
        if (!start || found.length > 0) return found;
        const matching = ([number]) => number.toString(16).padStart(8, '0').startsWith(start[1].toLowerCase());
        return [...byId].filter(matching).flatMap(([, group]) => group.map(entry => [entry, 20]));
    }

    // Returns the ids that a number may be, as hexadecimal or decimal, signed or extended to 64 bits.
    function idsOf(text) {
        const match = text.match(/^([-+]?)(#?(?:0x)?)([\da-f_]+?)(?:u32|i32|ul|u|l|n|h)?$/i);
        const digits = match ? match[3].replaceAll('_', '') : '';
        if (digits.length === 0 || digits.length > 20) return [];
        const sign = match[1] === '-' ? -1n : 1n;
        const hex = sign * BigInt(`0x${digits}`);
        const decimal = /^\d+$/.test(digits) ? [sign * BigInt(digits)] : [];
        const ids = match[2] ? [hex] : digits.length === 8 ? [hex, ...decimal] : [...decimal, hex];
        return ids.filter(isId).map(number => Number(BigInt.asUintN(32, number)));
    }

    function isId(number) {
        return BigInt.asUintN(32, number) === number || BigInt.asIntN(32, number) === BigInt.asIntN(64, number);
    }

    // Returns the bytes in a text, or `null` if there are fewer than four: `78 05 04 1f`, `\x78\x05\x04\x1f`,
    // `b'x\x05\x04\x1f'`, or at least 12 hexadecimal digits without spaces.
    function bytesOf(text) {
        if (/\\x[\da-f]{2}/i.test(text)) {
            const quoted = text.replace(/^b?["']|["']$/gi, '');
            const bytes = [...quoted.matchAll(/\\x([\da-f]{2})|[ -~]/gi)];
            return bytes.length < 4 ? null : bytes.map(([c, hex]) => hex ? parseInt(hex, 16) : c.charCodeAt(0));
        }
        const digits = /^[\da-f]{12,}$/i.test(text) ? text.match(/../g) : text.split(/[^\da-zx]+/i);
        const bytes = digits.filter(byte => byte).map(byte => byte.replace(/^0?x/i, ''));
        const isHex = bytes.length > 3 && bytes.every(byte => /^[\da-f]{2}$/i.test(byte));
        return isHex ? bytes.map(byte => parseInt(byte, 16)) : null;
    }

    function reversed(number) {
        return ((number & 255) << 24 | (number >> 8 & 255) << 16 | (number >> 16 & 255) << 8 | number >>> 24) >>> 0;
    }

    // Results

    // Returns the results for an entry. A field has a result for each page that contains it. Pages whose names are in
    // the query come first.
    function results({kind, title, path, id, list, detail}, query, limit) {
        if (!list) return [{title, kind, path, detail: detail ?? (id === undefined ? '' : hex(id))}];
        const all = members(list);
        const isNamed = ({title}) => query.includes(title);
        const sorted = [...all.filter(isNamed), ...all.filter(member => !isNamed(member))];
        return sorted.slice(0, limit).map(member => ({title, kind, path: member.path, detail: member.title}));
    }

    function hex(number) {
        return `#${number.toString(16).padStart(8, '0')}`;
    }

    return {load, find};
})();
