// SPDX-License-Identifier: MIT
// A chart as inline SVG for the HTML writer: no script, nothing from the network, legible in light, dark and print.
#pragma once

#include "core/chart.h"
#include "core/html.h"

// Writes a figure: the picture, then its caption with the title, the summary (core/chart.h) and the note. id is one word,
// unique in the document. The picture is an image to a screen reader, named by its <title> and described by its
// <desc>, which holds the summary; who writes the document gives the figures in a table too, beside it. Each thing
// that a colour tells is told by a pattern, a shape or a word as well. Colours are those of the document's style (core/html.c).
void chart_svg(struct html *html, const struct chart *chart, const char *id);

// The picture alone as an SVG file with a style of its own, titled, PRACTICE where it is so.
void chart_svg_alone(FILE *to, const struct chart *chart, bool practice);
