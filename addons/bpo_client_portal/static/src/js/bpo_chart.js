/** Draws the small charts of the client portal from the data beside them. */
import { loadBundle } from "@web/core/assets";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const COLORS = ["#3d3a66", "#1c7c4a", "#b26a00"];

export class BpoChart extends Interaction {
    static selector = ".o_bpo_chart";

    async willStart() {
        await loadBundle("web.chartjs_lib");
    }

    start() {
        const spec = JSON.parse(this.el.dataset.chart);
        const chart = new window.Chart(this.el.querySelector("canvas"), this.config(spec));
        this.registerCleanup(() => chart.destroy());
    }

    /**
     * @param {{type: string, labels: string[], series: Object[], unit: string,
     *     min: number, max: number}} spec what the page wants drawn
     * @returns {Object} configuration for Chart.js
     */
    config(spec) {
        const datasets = spec.series.map((series, index) => ({
            label: series.name,
            data: series.values,
            borderColor: COLORS[index],
            backgroundColor: COLORS[index],
            borderDash: series.dashed ? [5, 4] : [],
            borderWidth: series.dashed ? 1.5 : 2.5,
            borderRadius: 4,
            maxBarThickness: 28,
            pointRadius: series.dashed ? 0 : 3,
            tension: 0.25,
            spanGaps: true,
        }));
        return {
            type: spec.type,
            data: { labels: spec.labels, datasets },
            options: {
                animation: false,
                maintainAspectRatio: false,
                plugins: {
                    legend: {
                        display: spec.series.length > 1,
                        position: "bottom",
                        labels: { boxWidth: 12 },
                    },
                    tooltip: {
                        callbacks: {
                            label: (item) =>
                                `${item.dataset.label}: ${item.formattedValue}${spec.unit || ""}`,
                        },
                    },
                },
                scales: {
                    x: { grid: { display: false } },
                    y: {
                        beginAtZero: spec.min === undefined,
                        suggestedMin: spec.min,
                        max: spec.max,
                        ticks: { maxTicksLimit: 5, callback: (value) => `${value}${spec.unit || ""}` },
                        grid: { color: "#eceef0" },
                    },
                },
            },
        };
    }
}

registry.category("public.interactions").add("bpo_client_portal.chart", BpoChart);
