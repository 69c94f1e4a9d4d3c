// SPDX-License-Identifier: MIT
// What a terminal sends, decoded: the sequences of xterm, screen, linux, vt100 and their kin.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "db/mem.h"
#include "tui/input.h"

#define PASTE_BEGIN "\033[200~"
#define PASTE_END "\033[201~"

enum {
	MORE = -1,
	NOTHING = 0
}; // what a decoder answers besides a key: bytes missing, not a key

void input_init(struct input *input)
{
	*input = (struct input){0};
}

void input_finish(struct input *input)
{
	free(input->bytes);
	free(input->paste);
	*input = (struct input){0};
}

void input_feed(struct input *input, const char *bytes, size_t count)
{
	if (input->at == input->count)
		input->at = input->count = 0;
	if (input->count + count > input->room) {
		input->room = (input->count + count) * 2;
		input->bytes = xreallocarray(input->bytes, input->room, 1);
	}
	memcpy(input->bytes + input->count, bytes, count);
	input->count += count;
}

bool input_partial(const struct input *input)
{
	return input->at < input->count;
}

// The length of the UTF-8 sequence that this byte opens, 0 where it opens none.
static size_t sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first < 0xe0)
		return 2;
	if (first >= 0xe0 && first < 0xf0)
		return 3;
	return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

// Decodes one code point. Returns the bytes used, or 0 where `count` is too short; what is not
// valid UTF-8 gives U+FFFD for one byte.
static size_t decode_utf8(const char *text, size_t count, int *code)
{
	static const int least[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char first = (unsigned char)text[0];
	size_t length = sequence_length(first);

	*code = 0xfffd;
	if (length == 0)
		return 1;
	int value = length == 1 ? first : first & (0xff >> (length + 1));
	for (size_t i = 1; i < length; i++) {
		if (i == count)
			return 0;
		if ((text[i] & 0xc0) != 0x80)
			return 1;
		value = value << 6 | (text[i] & 0x3f);
	}
	if (value < least[length] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
		return 1;
	*code = value;
	return length;
}

// The key of a sequence's last letter: ESC [ A or ESC O A.
static int letter_key(char letter)
{
	switch (letter) {
	case 'A': return K_UP;
	case 'B': return K_DOWN;
	case 'C': return K_RIGHT;
	case 'D': return K_LEFT;
	case 'H': return K_HOME;
	case 'F': return K_END;
	case 'Z': return K_BACKTAB;
	case 'M': return K_ENTER;
	case 'P': return K_F1;
	case 'Q': return K_F1 + 1;
	case 'R': return K_F1 + 2;
	case 'S': return K_F1 + 3;
	}
	return NOTHING;
}

// The key of ESC [ number ~.
static int number_key(int number)
{
	static const struct {
		int number, key;
	} table[] = {
		{1, K_HOME},
		{2, K_INSERT},
		{3, K_DELETE},
		{4, K_END},
		{5, K_PGUP},
		{6, K_PGDN},
		{7, K_HOME},
		{8, K_END},
		{11, K_F1},
		{12, K_F1 + 1},
		{13, K_F1 + 2},
		{14, K_F1 + 3},
		{15, K_F1 + 4},
		{17, K_F1 + 5},
		{18, K_F1 + 6},
		{19, K_F1 + 7},
		{20, K_F1 + 8},
		{21, K_F1 + 9},
		{23, K_F1 + 10},
		{24, K_F1 + 11},
	};

	for (size_t i = 0; i < LENGTH(table); i++)
		if (table[i].number == number)
			return table[i].key;
	return NOTHING;
}

// xterm's modifier parameter: 1 plus shift 1, alt 2, control 4.
static int with_modifiers(int key, int parameter)
{
	if (key == NOTHING || parameter < 2)
		return key;
	int bits = parameter - 1;
	return key + (bits & 1 && key != K_BACKTAB ? K_SHIFT : 0) + (bits & 2 ? K_ALT : 0) +
	       (bits & 4 ? K_CONTROL : 0);
}

// Decodes ESC [ parameters final, `text` standing after the bracket.
static int decode_csi(const char *text, size_t count, size_t *used)
{
	int parameters[4] = {0};
	size_t n = 0, i = 0;

	if (count > 1 && text[0] == '[' && text[1] >= 'A' &&
		text[1] <= 'E') { // linux console: F1 to F5
		*used = 2;
		return K_F1 + text[1] - 'A';
	}
	for (; i < count && text[i] >= 0x20 && text[i] < 0x40; i++) {
		if (text[i] == ';' && n < LENGTH(parameters) - 1)
			n++;
		else if (text[i] >= '0' && text[i] <= '9' && parameters[n] < 100000)
			parameters[n] = parameters[n] * 10 + text[i] - '0';
	}
	if (i == count)
		return MORE;
	*used = i + 1;
	return with_modifiers(text[i] == '~' ? number_key(parameters[0]) : letter_key(text[i]),
		parameters[1]);
}

// Decodes what follows an ESC. *used counts the bytes after the ESC.
static int decode_escape(const char *text, size_t count, size_t *used)
{
	if (count == 0)
		return MORE;
	if (text[0] == '[' || text[0] == 'O') {
		size_t rest = 0;
		int key;
		if (text[0] == '[')
			key = decode_csi(text + 1, count - 1, &rest);
		else {
			rest = 1;
			key = count > 1 ? letter_key(text[1]) : MORE;
		}
		*used = 1 + rest;
		return key;
	}
	if (text[0] == 27) { // Esc twice: the first one alone
		*used = 0;
		return K_ESC;
	}
	int code;
	*used = decode_utf8(text, count, &code);
	return *used == 0 ? MORE : K_ALT + code;
}

// Puts the pasted text in input->paste: line ends become \n, other controls go, bad UTF-8 is U+FFFD.
static void keep_paste(struct input *input, const char *text, size_t count, struct event *event)
{
	char *to;
	size_t i = 0;

	free(input->paste);
	input->paste = to = xmalloc(count * 3 + 1);
	while (i < count) {
		int code;
		size_t used = decode_utf8(text + i, count - i, &code);
		if (used == 0 || (code == 0xfffd && used == 1)) {
			to = (char *)memcpy(to, "\xef\xbf\xbd", 3) + 3;
			used = 1;
		} else if (code == '\r') {
			*to++ = '\n';
			used += i + 1 < count && text[i + 1] == '\n';
		} else if (code == '\n' || code == '\t' ||
			   (code >= 0x20 && code != 0x7f && (code < 0x80 || code > 0x9f)))
			to = (char *)memcpy(to, text + i, used) + used;
		i += used;
	}
	*to = '\0';
	*event = (struct event){EVENT_PASTE, 0, input->paste, (size_t)(to - input->paste)};
}

// A paste whose beginning stands at input->at: returns true once its end is there too.
static bool take_paste(struct input *input, bool waited, struct event *event)
{
	const size_t mark = strlen(PASTE_BEGIN);
	const char *text = input->bytes + input->at + mark;
	size_t count = input->count - input->at - mark;
	const char *end = memmem(text, count, PASTE_END, strlen(PASTE_END));

	if (end == NULL && !waited)
		return false;
	size_t length = end == NULL ? count : (size_t)(end - text);
	keep_paste(input, text, length, event);
	input->at += mark + length + (end == NULL ? 0 : strlen(PASTE_END));
	return true;
}

// Decodes one key at input->at. Returns it with *used, NOTHING for bytes that are no key, or MORE.
static int decode_key(const struct input *input, bool waited, size_t *used)
{
	const char *text = input->bytes + input->at;
	size_t count = input->count - input->at;
	int key;

	if (text[0] == 27) {
		key = decode_escape(text + 1, count - 1, used);
		*used += 1;
		if (key == MORE && waited) {
			*used = 1;
			return K_ESC;
		}
		return key;
	}
	*used = decode_utf8(text, count, &key);
	if (*used == 0) {
		*used = 1;
		return waited ? NOTHING : MORE;
	}
	if (key == 0)
		return K_CTRL_SPACE;
	if (key == 8)
		return K_BACKSPACE;
	return key == '\n' ? K_ENTER : key;
}

bool input_next(struct input *input, bool waited, struct event *event)
{
	const size_t mark = strlen(PASTE_BEGIN);

	while (input->at < input->count) {
		size_t count = input->count - input->at, used = 0;
		if (count >= mark && memcmp(input->bytes + input->at, PASTE_BEGIN, mark) == 0)
			return take_paste(input, waited, event);
		int key = decode_key(input, waited, &used);
		if (key == MORE)
			return false;
		input->at += used;
		if (key != NOTHING) {
			*event = (struct event){EVENT_KEY, key, NULL, 0};
			return true;
		}
	}
	return false;
}

// Writes the name of a key without its modifiers.
static void base_name(char *name, size_t size, int key)
{
	static const char *special[] = {
		"Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn", "Ins", "Del"};

	if (key >= K_F1 && key <= K_F12)
		snprintf(name, size, "F%d", key - K_F1 + 1);
	else if (key >= K_UP && key <= K_DELETE)
		snprintf(name, size, "%s", special[key - K_UP]);
	else if (key == K_TAB || key == K_ENTER || key == K_ESC || key == ' ' ||
		 key == K_BACKSPACE)
		snprintf(name, size, "%s",
			key == K_TAB     ? "Tab"
			: key == K_ENTER ? "Enter"
			: key == K_ESC   ? "Esc"
			: key == ' '     ? "Space"
					 : "Backspace");
	else if (key == K_CTRL_SPACE)
		snprintf(name, size, "^Space");
	else if (key < 32)
		snprintf(name, size, "^%c", key + '@');
	else if (key < 0x80)
		snprintf(name, size, "%c", key);
	else
		snprintf(name, size, "U+%04X", (unsigned)key);
}

const char *key_name(int key)
{
	static char ring[8][32];
	static unsigned next;
	char *name = ring[next++ % LENGTH(ring)];
	char base[16];

	base_name(base, sizeof(base), key & ~(K_SHIFT | K_CONTROL | K_ALT));
	snprintf(name, sizeof(ring[0]), "%s%s%s%s", key & K_CONTROL ? "Ctrl-" : "",
		key & K_ALT ? "Alt-" : "", key & K_SHIFT ? "Shift-" : "", base);
	return name;
}
