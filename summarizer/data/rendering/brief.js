// The page reads without this. Where it may run, a row's place also copies the link to the row.
addEventListener("click", (event) => {
  const place = event.target.closest("a.place");
  if (!place || !navigator.clipboard) return;
  const status = document.getElementById("status");
  navigator.clipboard.writeText(place.href).then(() => {
    status.textContent = "Link copied 链接已复制";
    setTimeout(() => { status.textContent = ""; }, 2000);
  }, () => {});
});
