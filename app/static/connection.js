// What is moved or clicked while the connection is lost is not sent, and Streamlit sends it again only where a run was on
// when it was lost: a slider and the result would part, and a page that was asked for would be blank for ever.
if (!window.connectionKept) {
  window.connectionKept = true;
  const ANSWER_MS = 500; // Streamlit's own run, where it asks for one, has begun by then
  let touched = false, connected = true, running = false;
  for (const type of ["input", "change", "click", "keydown", "popstate"])
    window.addEventListener(type, (event) => { if (event.isTrusted) touched = true; }, { capture: true, passive: true });

  // Its key for a run sends all that is set; it has no other way that works on a blank page too.
  const runAgain = () => {
    for (const type of ["keydown", "keyup"])
      document.body.dispatchEvent(new KeyboardEvent(type, { key: "r", code: "KeyR", keyCode: 82, bubbles: true }));
  };
  const look = () => {
    const { testScriptState, testConnectionState } = document.querySelector('[data-testid="stApp"]')?.dataset ?? {};
    const runs = testScriptState === "running", connects = testConnectionState === "CONNECTED";
    if (runs && !running) touched = false; // it has been heard of
    if (connects && !connected) setTimeout(() => { if (touched) runAgain(); }, ANSWER_MS);
    [running, connected] = [runs, connects];
  };
  const attributeFilter = ["data-test-script-state", "data-test-connection-state"];
  new MutationObserver(look).observe(document.body, { subtree: true, attributeFilter });
}
