// A passkey is made or used by the browser; without script the forms stay hidden or do nothing.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    const field = form.querySelector("[name=credential]");
    event.preventDefault(); // form.submit() below asks nobody
    try {
      const making = form.dataset.passkey === "create";
      const options = making
        ? JSON.parse(document.getElementById("passkey-options").textContent).creation_options
        : (await (await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } })).json()).request_options;
      field.value = JSON.stringify(await window.webauthnJSON[making ? "create" : "get"](options));
      form.submit();
    } catch {
      const said = form.querySelector(".field-error");
      said.hidden = false;
      said.setAttribute("role", "alert");
    }
  });
}
