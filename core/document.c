// SPDX-License-Identifier: MIT
// A text for people, put together whole and then shown, or written to a file of its own.
#include <stdlib.h>
#include <string.h>

#include "core/document.h"
#include "core/output.h"
#include "core/text.h"
#include "db/mem.h"

#define WIDTH 78

void document_begin(struct document *document, FILE *out, const char *path)
{
	*document = (struct document){.out = out, .path = path};
	document->to = xmemstream(&document->text, &document->size);
}

static int write_file(const struct document *document)
{
	struct output *output;
	int result;

	if (output_create(&output, document->path))
		return -1;
	output_write(output, document->text, document->size);
	result = output_commit(output);
	output_destroy(output);
	return result;
}

int document_end(struct document *document, int result)
{
	xmemstream_end(document->to);
	if (!result && document->path && strcmp(document->path, "-") != 0)
		result = write_file(document);
	else if (!result)
		fwrite(document->text, 1, document->size, document->out);
	free(document->text);
	return result;
}

void document_wrap(FILE *to, int indent, const char *text)
{
	char *clean = text_clean(text, strlen(text), TEXT_LINES);
	size_t length = strlen(clean), step, shown;

	for (const char *at = clean; length; at += step, length -= step) {
		step = text_wrap(at, length, WIDTH - indent, &shown);
		fprintf(to, "%*s%.*s\n", indent, "", (int)shown, at);
		if (!step)
			break;
	}
	free(clean);
}
