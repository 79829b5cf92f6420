// 交互图表: swaps a chart's drawing for the same figure drawn by plotly, which is fetched only then.

const style = (element, property) => getComputedStyle(element).getPropertyValue(property).trim();

const arrival = (element) =>
  new Promise((resolve, reject) => {
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });

let plotly;
function loadPlotly({ bundle, rules }) {
  // plotly leaves its rules to a style sheet of this id and class; injecting them breaks the policy.
  const link = Object.assign(document.createElement("link"), {
    rel: "stylesheet",
    href: rules,
    id: "plotly.js-style-global",
    className: "no-inline-styles",
  });
  const script = Object.assign(document.createElement("script"), { src: bundle });
  plotly ??= arrival(link)
    .then(() => arrival(script))
    .then(() => window.Plotly)
    .catch((error) => {
      link.remove();
      script.remove();
      plotly = undefined;
      throw error;
    });
  return plotly;
}

function inPalette({ data, layout }, plot) {
  const colour = (name) => style(plot, name);
  const axis = {
    gridcolor: colour("--rule-strong"),
    tickfont: { color: colour("--ink") },
  };
  return {
    data: data.map((trace) => ({
      ...trace,
      marker: { ...trace.marker, color: colour(trace.meta) },
      line: { ...trace.line, color: colour(trace.meta) },
    })),
    layout: {
      ...layout,
      paper_bgcolor: "transparent",
      plot_bgcolor: "transparent",
      font: {
        family: style(plot, "font-family"),
        size: parseFloat(style(plot, "font-size")),
        color: colour("--ink"),
      },
      xaxis: { ...layout.xaxis, ...axis },
      yaxis: { ...layout.yaxis, ...axis },
    },
  };
}

async function draw(Plotly, figure, plot) {
  const { data, layout } = inPalette(figure, plot);
  await Plotly.react(plot, data, layout, { displayModeBar: false, responsive: true });
  // The container has the name; the parts inside it would be read as loose numbers.
  plot.firstElementChild.setAttribute("aria-hidden", "true");
}

function enable(holder) {
  const button = holder.querySelector("button");
  const plot = holder.querySelector(".chart-plot");
  const status = holder.querySelector(".chart-status");
  const drawing = holder.closest("figure").querySelector(".chart-drawing");
  const figure = JSON.parse(document.getElementById(holder.dataset.figure).textContent);
  const isShown = () => button.getAttribute("aria-pressed") === "true";

  function show(shown) {
    button.setAttribute("aria-pressed", String(shown));
    plot.hidden = !shown;
    drawing.classList.toggle("is-replaced", shown);
  }

  async function toggle() {
    if (isShown()) return show(false);
    status.textContent = "正在载入…";
    try {
      const Plotly = await loadPlotly(holder.dataset);
      show(true);
      await draw(Plotly, figure, plot);
      status.textContent = "";
    } catch {
      show(false);
      status.textContent = "交互图表没有载入，请稍后再试。静态图和数据表的内容与它相同。";
    }
  }

  async function followPalette() {
    if (isShown()) draw(await plotly, figure, plot);
  }

  button.disabled = false;
  button.addEventListener("click", toggle);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", followPalette);
  document.addEventListener("readingsettings", followPalette);
}

document.querySelectorAll(".chart-interactive").forEach(enable);
