// The address follows every step of a slider: no step is a page of its own to go back to, as Streamlit would have it.
if (!window.addressKept) {
  window.addressKept = true;
  const push = history.pushState.bind(history);
  history.pushState = (state, title, address) =>
    new URL(address, location.href).pathname === location.pathname
      ? history.replaceState(state, title, address)
      : push(state, title, address);
}
