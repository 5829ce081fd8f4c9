/* Reads the article aloud with a voice of the reader's own device.  Without such a voice in the
   language of the text there is no button.  Nothing starts by itself, nothing is sent anywhere. */
(() => {
  'use strict';
  const speech = window.speechSynthesis, row = document.querySelector('[data-listen]');
  const article = row && row.closest('article');
  if (!speech || !article || !window.Intl || !Intl.Segmenter) return;
  const language = article.lang || document.documentElement.lang;
  const BLOCKS = 'h1, .lead, .prose p, .prose li, .prose h2, .prose h3, .prose h4, .prose td, ' +
    '.prose th, .prose caption, .legal p, .legal h2, .legal h3, .legal h4, .legal h5, figcaption';
  const labels = row.dataset;
  let button, stopper, sentences = [], at = 0, state = 'still';

  function voice() {
    const own = speech.getVoices().filter(
      each => each.lang.replace('_', '-').toLowerCase().startsWith(language));
    return own.find(each => each.localService) || own[0];
  }

  /* The sentences of a block: what is said, and `range(from, to)` over the nodes it stands in. */
  function sentencesOf(block) {
    const nodes = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let text = '';
    while (walker.nextNode()) {
      nodes.push([text.length, walker.currentNode]);
      text += walker.currentNode.data;
    }
    const place = offset => {
      const [start, node] = nodes.findLast(each => each[0] <= offset);
      return [node, Math.min(offset - start, node.length)];
    };
    return [...new Intl.Segmenter(language, {granularity: 'sentence'}).segment(text)]
      .filter(part => part.segment.trim())
      .map(({segment, index}) => ({text: segment, range: (from, to) => {
        const range = new Range();
        range.setStart(...place(index + from));
        range.setEnd(...place(index + to));
        return range;
      }}));
  }

  function mark(name, range) {
    if (!window.Highlight) return;
    CSS.highlights.delete(name);
    if (range) CSS.highlights.set(name, new Highlight(range));
  }

  /* Voices of the device tell which word they have come to; those of servers do not. */
  function follow({text, range}, {name, charIndex, charLength}) {
    if (name !== 'word' || state !== 'reading') return;
    const length = charLength || text.slice(charIndex).search(/\s|$/);
    mark('said', range(charIndex, charIndex + length));
  }

  function show(now) {
    state = now;
    button.textContent = {still: labels.listen, reading: labels.pause, paused: labels.resume}[now];
    stopper.hidden = now === 'still';
    mark('said');
    if (now === 'still') mark('read');
  }

  function next() {
    if (state !== 'reading') return;
    if (at >= sentences.length) return show('still');
    const sentence = sentences[at], {text, range} = sentence;
    const said = new SpeechSynthesisUtterance(text);
    said.lang = language;
    said.voice = voice();
    said.onboundary = event => follow(sentence, event);
    said.onend = () => { at += 1; next(); };
    said.onerror = event => {
      if (!['canceled', 'interrupted'].includes(event.error)) show('still');
    };
    mark('said');
    mark('read', range(0, text.length));
    speech.speak(said);
  }

  function toggle() {
    if (state === 'still') {
      sentences = [...article.querySelectorAll(BLOCKS)]
        .filter(block => !block.parentElement.closest(BLOCKS)).flatMap(sentencesOf);
      at = 0;
      show('reading');
      next();
    } else if (state === 'reading') {
      show('paused');
      speech.cancel();
    } else {
      show('reading');
      next();
    }
  }

  function stop() {
    show('still');
    speech.cancel();
    button.focus();
  }

  function offer() {
    if (button || !voice()) return;
    [button, stopper] = ['', ''].map(() => document.createElement('button'));
    for (const each of [button, stopper]) each.type = 'button';
    stopper.textContent = labels.stop;
    button.addEventListener('click', toggle);
    stopper.addEventListener('click', stop);
    row.prepend(button, stopper);
    show('still');
    window.addEventListener('pagehide', () => speech.cancel());
  }

  offer();
  speech.addEventListener('voiceschanged', offer);
})();
