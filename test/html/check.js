// SPDX-License-Identifier: MIT
// Opens HTML files in a headless Chromium, over its own pipe, and looks for what would keep somebody from reading them:
// what axe-core finds in light and in dark, requests, scripts, and what does not fit on a screen or on paper.
//
//   node check.js CHROMIUM AXE FOLDER FILE...   speaks TAP; FOLDER takes pictures and a PDF of each file; '': nothing
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const {spawn} = require('child_process');

const [chromium, axe, folder, ...files] = process.argv.slice(2);
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--disable-dev-shm-usage', '--remote-debugging-pipe'];
const PAPER = Math.floor((210 - 2 * 14) / 25.4 * 96); // between the margins of core/html.c's A4, in pixels of a style

// One browser: messages are JSON, each ended by a zero, on its file descriptors 3 and 4.
function browserStart(profile) {
    const child = spawn(chromium, [...flags, '--user-data-dir=' + profile, 'about:blank'],
        {stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe']});
    const waiting = new Map();
    const listeners = [];
    let said = '';
    let rest = Buffer.alloc(0);
    let last = 0;

    child.stderr.on('data', text => { said = (said + text).slice(-4000); });
    child.on('error', error => { said += error; });
    child.on('close', () => {
        for (const [, wait] of waiting)
            wait.reject(new Error('the browser ended: ' + said));
        waiting.clear();
    });
    child.stdio[3].on('error', () => {});
    child.stdio[4].on('data', data => {
        rest = Buffer.concat([rest, data]);
        for (let end; (end = rest.indexOf(0)) >= 0; rest = rest.subarray(end + 1)) {
            const message = JSON.parse(rest.subarray(0, end).toString());
            const wait = waiting.get(message.id);

            waiting.delete(message.id);
            if (!wait)
                listeners.forEach(listener => listener(message));
            else if (message.error)
                wait.reject(new Error(message.error.message));
            else
                wait.resolve(message.result);
        }
    });
    return {
        child,
        on: listener => listeners.push(listener),
        send: (method, params = {}, sessionId) => new Promise((resolve, reject) => {
            waiting.set(++last, {resolve, reject});
            child.stdio[3].write(JSON.stringify({id: last, method, params, sessionId}) + '\0');
        }),
    };
}

// A page with one file in it: send() speaks to it, run() has a script of ours in it, requests is what it asked for.
async function pageOpen(browser, file) {
    const {targetId} = await browser.send('Target.createTarget', {url: 'about:blank'});
    const {sessionId} = await browser.send('Target.attachToTarget', {targetId, flatten: true});
    const send = (method, params) => browser.send(method, params, sessionId);
    const page = {send, requests: [], said: []};
    const loaded = new Promise(resolve => browser.on(message => {
        if (message.sessionId !== sessionId)
            return;
        if (message.method === 'Network.requestWillBeSent')
            page.requests.push(message.params.request.url);
        if (message.method === 'Log.entryAdded')
            page.said.push(message.params.entry.text);
        if (message.method === 'Page.loadEventFired')
            resolve();
    }));

    page.run = async expression => {
        const {result, exceptionDetails} = await send('Runtime.evaluate',
            {expression, awaitPromise: true, returnByValue: true});

        if (exceptionDetails)
            throw new Error(exceptionDetails.exception.description);
        return result.value;
    };
    page.close = () => browser.send('Target.closeTarget', {targetId});
    for (const part of ['Page', 'Network', 'Log'])
        await send(part + '.enable');
    await send('Page.navigate', {url: 'file://' + path.resolve(file)});
    await loaded;
    return page;
}

function media(page, kind, scheme) {
    return page.send('Emulation.setEmulatedMedia',
        {media: kind, features: [{name: 'prefers-color-scheme', value: scheme}]});
}

function widthSet(page, width) {
    return page.send('Emulation.setDeviceMetricsOverride',
        {width, height: 900, deviceScaleFactor: 1, mobile: false});
}

async function axeFind(page, scheme, rules) {
    const options = {resultTypes: ['violations', 'incomplete'], ...rules && {runOnly: rules}};

    await media(page, 'screen', scheme);
    await page.run(fs.readFileSync(axe, 'utf8') + ';0');
    const poor = await page.run(CONTRAST);
    const found = await page.run(`document.querySelectorAll('details').forEach(part => { part.open = true; });
        axe.run(document, ${JSON.stringify(options)}).then(found =>
            [...found.violations, ...found.incomplete.filter(rule => rule.id === 'color-contrast')].flatMap(rule =>
                rule.nodes.filter(node => !node.html.startsWith('<text')).slice(0, 5).map(node =>
                    rule.id + ': ' + rule.help + ': ' + node.html.slice(0, 160) + ': ' + node.failureSummary)))`);
    return [...poor, ...found];
}

// The contrast of words in pictures, which axe cannot tell: on all that is painted below them, as far as it has a plain
// colour.
const CONTRAST = `(() => {
    const colour = text => (text.match(/[0-9.]+/g) || []).map(Number);
    const over = (top, alpha, below) => below.map((part, i) => part * (1 - alpha) + top[i] * alpha);
    const light = rgb => rgb.slice(0, 3).map(part => part / 255).map(part =>
        part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
    const paper = colour(getComputedStyle(document.body).backgroundColor);
    const poor = [];
    for (const text of document.querySelectorAll('svg text')) {
        const box = text.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
        let below = paper;
        for (const rect of text.ownerSVGElement.querySelectorAll('rect')) {
            const at = rect.getBoundingClientRect(), style = getComputedStyle(rect);
            if (style.fill.startsWith('rgb') && at.left <= x && x <= at.right && at.top <= y && y <= at.bottom &&
                rect.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)
                below = over(colour(style.fill), Number(style.fillOpacity), below);
        }
        const [a, b] = [light(colour(getComputedStyle(text).fill)), light(below)].sort((one, two) => two - one);
        if ((a + 0.05) / (b + 0.05) < 4.5)
            poor.push('contrast ' + ((a + 0.05) / (b + 0.05)).toFixed(2) + ': ' + text.textContent);
    }
    return poor.slice(0, 5);
})()`;

// Elements that stick out on the right, by their text; those within something that scrolls by itself do not.
const STICKING = `(() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll('body *')].filter(part => {
        const scrolls = part.closest('.wide');
        return part.getBoundingClientRect().right > width + 1 &&
            (!scrolls || scrolls === part || getComputedStyle(scrolls).overflowX === 'visible');
    }).slice(0, 5).map(part => part.localName + ' sticks out by ' +
        Math.round(part.getBoundingClientRect().right - width) + ': ' + part.textContent.trim().slice(0, 80));
})()`;

// What the standard asks for and axe does not: headings step by step, one first heading, heads of tables.
const OUTLINE = `(() => {
    const wrong = [];
    let before = 0;
    for (const heading of document.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
        const level = Number(heading.localName[1]);
        if (level > before + 1)
            wrong.push('h' + level + ' after h' + before + ': ' + heading.textContent);
        before = level;
    }
    if (document.querySelectorAll('h1').length !== 1)
        wrong.push('not one h1');
    for (const table of document.querySelectorAll('table'))
        if (!table.caption || !table.caption.textContent.trim() || !table.tHead ||
            table.querySelector('th:not([scope])') || !table.querySelector('tbody th, tbody td'))
            wrong.push('a table without caption, heads or rows: ' + table.textContent.trim().slice(0, 80));
    for (const picture of document.querySelectorAll('svg'))
        if (!picture.querySelector('title').textContent || !picture.querySelector('desc').textContent)
            wrong.push('a picture without words');
    for (const link of document.querySelectorAll('a'))
        if (!link.hash || !document.getElementById(link.hash.slice(1)))
            wrong.push('a link to nowhere: ' + link.href);
    if (document.documentElement.lang !== 'en-GB' || !document.title)
        wrong.push('no language or title');
    return wrong;
})()`;

async function pictureTake(page, file, scheme) {
    if (!folder)
        return;

    const base = path.join(folder, path.basename(file, '.html'));

    await media(page, 'screen', scheme);
    const {data} = await page.send('Page.captureScreenshot', {format: 'png', captureBeyondViewport: true});
    fs.writeFileSync(base + '-' + scheme + '.png', Buffer.from(data, 'base64'));
}

async function print(page, file) {
    await media(page, '', 'light');
    const {data} = await page.send('Page.printToPDF', {preferCSSPageSize: true});
    const pdf = Buffer.from(data, 'base64');

    if (folder)
        fs.writeFileSync(path.join(folder, path.basename(file, '.html') + '.pdf'), pdf);
    return pdf.subarray(0, 5).toString() === '%PDF-' ? [] : ['no PDF'];
}

const checks = {
    'asks for nothing and runs nothing': async page => [
        ...page.requests.slice(1).map(url => 'asked for ' + url), ...page.said,
        ...await page.run(`[...document.querySelectorAll(
            'script,link,iframe,object,embed,img,audio,video,[style],[onclick],[src],form')].map(part => part.outerHTML)`),
    ],
    'headings, tables and links are whole': page => page.run(OUTLINE),
    'axe finds nothing in light': page => axeFind(page, 'light'),
    'axe finds nothing in dark': page => axeFind(page, 'dark'),
    'fits a wide screen and one of 320 pixels': async page => {
        const found = [];

        for (const width of [320, 1280]) {
            await widthSet(page, width);
            await media(page, 'screen', 'light');
            found.push(...await page.run(STICKING), ...await axeFind(page, 'light', ['scrollable-region-focusable']));
        }
        return found;
    },
    'fits A4': async (page, file) => {
        await widthSet(page, PAPER);
        await media(page, 'print', 'light');
        const found = await page.run(STICKING);

        await widthSet(page, 1280);
        for (const scheme of ['dark', 'light'])
            await pictureTake(page, file, scheme);
        return [...found, ...await print(page, file)];
    },
};

function tell(number, name, found) {
    console.log((found.length ? 'not ok ' : 'ok ') + number + ' - ' + name);
    found.forEach(line => console.log('# ' + String(line).replace(/\s+/g, ' ')));
    return found.length ? 1 : 0;
}

async function main() {
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'caseaudit-html-'));
    const browser = browserStart(profile);
    const ended = new Promise(resolve => browser.child.on('close', resolve));
    let number = 0, failed = 0;

    console.log('1..' + files.length * Object.keys(checks).length);
    try {
        for (const file of files) {
            const page = await pageOpen(browser, file);

            await widthSet(page, 1280);
            for (const [name, check] of Object.entries(checks))
                failed += tell(++number, path.basename(file) + ' ' + name, await check(page, file));
            await page.close();
        }
        await browser.send('Browser.close');
        await ended;
    } finally {
        browser.child.kill();
        fs.rmSync(profile, {recursive: true, force: true, maxRetries: 5});
    }
    process.exit(failed ? 1 : 0);
}

main().catch(error => {
    console.log('Bail out! ' + error.message);
    process.exit(1);
});
