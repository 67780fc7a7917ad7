// The address follows every step of a slider: no step is a page of its own to go back to, as Streamlit would have it.
// Settings that were rested at are, and app/static/setting_steps.js makes them.
if (!window.addressKept) {
  window.addressKept = true;
  const push = history.pushState.bind(history);
  window.pushStep = push;
  history.pushState = (state, title, address) =>
    new URL(address, location.href).pathname === location.pathname
      ? history.replaceState(history.state, title, address)
      : push(window.settingStep ?? state, title, address);
}
