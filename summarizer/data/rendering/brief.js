// The page reads without this. Where it may run, a row's place also copies the link to the row, and a sign that is
// touched is explained on the spot instead of in the notes.
addEventListener("click", (event) => {
  const sign = event.target.closest("a.sign, a.cut");
  if (sign && event.pointerType === "touch") {
    event.preventDefault();
    sign.focus();
  }
  const place = event.target.closest("a.place");
  if (!place || !navigator.clipboard) return;
  const status = document.getElementById("status");
  navigator.clipboard.writeText(place.href).then(() => {
    status.textContent = "Link copied 链接已复制";
    setTimeout(() => { status.textContent = ""; }, 2000);
  }, () => {});
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.activeElement.blur();
});
