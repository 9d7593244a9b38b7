for (const chart of document.querySelectorAll(".chart")) {
  const tip = chart.querySelector(".tip");
  for (const hit of chart.querySelectorAll(".hit")) {
    const title = hit.querySelector("title");
    const text = title.textContent;
    title.remove();
    hit.addEventListener("pointerenter", () => {
      const cross = hit.querySelector(".cross").getBoundingClientRect();
      const frame = chart.getBoundingClientRect();
      const dot = (hit.querySelector(".focus") || tip).getBoundingClientRect();
      const x = cross.left - frame.left;
      tip.textContent = text;
      tip.style.left = x + "px";
      tip.classList.toggle("flip", x > frame.width / 2);
      tip.classList.toggle("low", cross.top + cross.height / 2 > dot.top);
      tip.hidden = false;
    });
    hit.addEventListener("pointerleave", () => {
      tip.hidden = true;
    });
  }
}
addEventListener("beforeprint", () => {
  for (const block of document.querySelectorAll("details")) {
    block.open = true;
  }
});
