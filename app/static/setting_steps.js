// Each setting that was rested at is an entry of the browser's history, marked with its number, so that Back goes to the
// setting before rather than out of the app; and Ctrl+Z and Ctrl+Y go back and forward, but for where one writes.
const TEXT = 'textarea, [contenteditable="true"], input:not([type="range"], [type="radio"], [type="checkbox"], [type="button"])';
const AGAIN_MS = 4000;
const steps = (window.settingSteps ??= { asked: 0 });

function mark(number, query) {
  const path = location.pathname + (query ? `?${query}` : "");
  window.settingStep = { session: steps.data.session, number };
  history.replaceState(window.settingStep, "", query === undefined ? location.href : path);
}

// Asked of the server; what it has drawn before it answers says nothing of where the visitor is.
function goTo(number) {
  steps.asked += 1;
  ask(number, steps.asked, steps.data.session);
}

// Asked again where nothing has come of it: a server at work may take two messages for one, and lose this one of them.
function ask(number, asked, session) {
  steps.send({ number, asked });
  setTimeout(() => {
    if (steps.asked === asked && steps.data.session === session && steps.data.asked < asked) ask(number, asked, session);
  }, AGAIN_MS);
}

function take(data, send) {
  const before = steps.data;
  steps.send = send;
  if (before?.session === data.session && data.asked < steps.asked) return;
  steps.data = data;
  const here = history.state;
  if (before?.session !== data.session || here?.session !== data.session || here.number === data.number) {
    steps.asked = Math.max(steps.asked, data.asked);
    mark(data.number, data.query); // the push below may have put back an address that is older than this
  } else if (window.pushStep) {
    mark(here.number, before.query); // the address has gone ahead of the entry
    window.settingStep = { session: data.session, number: data.number };
    window.pushStep(window.settingStep, "", location.pathname + (data.query ? `?${data.query}` : ""));
  }
  steps.path = location.pathname;
}

if (!steps.listening) {
  steps.listening = true;
  window.addEventListener("popstate", (event) => {
    if (!event.state?.session) return;
    if (location.pathname !== steps.path) {
      // Another page, which Streamlit opens, with the setting as it is.
      steps.path = location.pathname;
      mark(steps.data.number);
      return;
    }
    event.stopImmediatePropagation(); // Streamlit would read the page anew
    if (event.state.session !== steps.data.session) location.reload();
    else if (event.state.number !== steps.data.number) goTo(event.state.number);
  }, { capture: true });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest?.(TEXT)) return;
    const key = event.key.toLowerCase();
    const back = key === "z" && !event.shiftKey, forward = key === "y" || (key === "z" && event.shiftKey);
    if (!back && !forward) return;
    const number = back ? steps.data.previous : steps.data.next;
    event.preventDefault();
    if (number !== null) goTo(number);
  });
}

export default function ({ data, setTriggerValue }) {
  take(data, (asked) => setTriggerValue("to", asked));
}
