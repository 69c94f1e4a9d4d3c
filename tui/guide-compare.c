// SPDX-License-Identifier: MIT
// Two texts side by side: what came too late against what stands there, the old against the
// new.
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/guide-private.h"
#include "tui/prompt.h"

struct compare {
	struct screen *guide; // the screen below
	char *question;       // over the two
	char *left_title, *right_title, *left, *right;
	int scroll;
};

static struct compare *compare_of(struct screen *screen)
{
	return screen->state;
}

static int add_half(struct paper *paper, int col, int cols, const char *title, const char *text)
{
	int row = paper->row, end;

	paper_add(paper, col, cols, THEME_HEADING, title);
	paper_add(paper, col, cols, THEME_TEXT, *text ? text : "(nothing)");
	end = paper->row;
	paper->row = row;
	return end;
}

static void paint(struct screen *screen)
{
	struct compare *compare = compare_of(screen);
	struct paper paper = {.place = screen->body, .scroll = compare->scroll};
	bool beside = screen->body.cols >= 80;
	int cols = beside ? (screen->body.cols - 5) / 2 : screen->body.cols - 4, left, right;

	paper_add(&paper, 2, screen->body.cols - 4, THEME_TEXT, compare->question);
	paper.row++;
	left = add_half(&paper, 2, cols, compare->left_title, compare->left);
	if (!beside)
		paper.row = left + 1;
	right = add_half(
		&paper, beside ? cols + 4 : 2, cols, compare->right_title, compare->right);
	paper.row = left > right ? left : right;
	if (paper.row - compare->scroll < 1 && compare->scroll)
		compare->scroll--;
	paint_cursor(screen->body.row, screen->body.col);
}

static int scroll(struct screen *screen, int by)
{
	struct compare *compare = compare_of(screen);

	compare->scroll = compare->scroll + by < 0 ? 0 : compare->scroll + by;
	view_stale(screen);
	return 0;
}

static int scroll_down(struct screen *screen)
{
	return scroll(screen, screen->body.rows / 2);
}

static int scroll_up(struct screen *screen)
{
	return scroll(screen, -screen->body.rows / 2);
}

static void close_compare(struct screen *screen)
{
	struct compare *compare = compare_of(screen);

	free(compare->question);
	free(compare->left_title);
	free(compare->right_title);
	free(compare->left);
	free(compare->right);
}

static int open_compare(struct screen *screen, const void *argument)
{
	*compare_of(screen) = *(const struct compare *)argument;
	return 0;
}

static int keep_mine(struct screen *screen)
{
	struct screen *below = compare_of(screen)->guide;
	struct guide *guide = guide_of(below);
	struct conflict again = {0};

	if (audit_set_text(guide->session, guide->audit, guide->late_place, guide->late.ours,
		    &again) != 0) {
		conflict_finish(&again);
		return -1;
	}
	conflict_finish(&guide->late);
	view_close(screen);
	view_say("Yours stands now; theirs is in the trail");
	return 0;
}

static int take_theirs(struct screen *screen)
{
	struct screen *below = compare_of(screen)->guide;
	struct guide *guide = guide_of(below);

	if (draft_drop(guide->session, guide->audit, guide->late_place) != 0)
		return -1;
	conflict_finish(&guide->late);
	view_close(screen);
	view_say("Theirs stands; your draft is dropped");
	return 0;
}

static int edit_mine(struct screen *screen)
{
	struct screen *below = compare_of(screen)->guide;
	int place = guide_of(below)->late_place;

	guide_of(below)->writing = place;
	view_close(screen);
	return guide_write_text(below, place);
}

static const struct key conflict_keys[] = {
	{{K_ENTER, 'e'}, "edit mine", "Write on in yours with theirs in sight", edit_mine},
	{{'m'}, "keep mine", "Yours takes the place of theirs, which stays in the trail",
		keep_mine},
	{{'t'}, "take theirs", "Theirs stays, your draft is dropped", take_theirs},
	{{K_DOWN, 'j', K_PGDN, ' '}, "down", "Scroll down", scroll_down, .quiet = true},
	{{K_UP, 'k', K_PGUP}, "up", "Scroll up", scroll_up, .quiet = true},
	{{0}},
};

// Leaving without a decision is one too: the draft stays, and the notice with it.
static const struct view conflict_view = {
	.name = "conflict",
	.title = "Changed meanwhile",
	.help = "Somebody changed this text while you wrote. Nothing of yours is lost: it "
		"stays your "
		"draft until you decide.",
	.size = sizeof(struct compare),
	.keys = conflict_keys,
	.open = open_compare,
	.close = close_compare,
	.paint = paint,
};

int guide_open_conflict(struct screen *screen)
{
	struct guide *guide = guide_of(screen);
	struct compare compare = {.guide = screen};

	guide->late_asks = false;
	compare.question =
		xasprintf("%s changed this text at %s while you wrote. Yours is kept as "
			  "your draft. Decide which stands, or write on in yours.",
			guide->late.who,
			session_show_moment(guide->session, guide->late.when, (char[32]){0}));
	compare.left_title = xasprintf("Theirs (%s)", guide->late.who);
	compare.right_title = xstrdup("Yours");
	compare.left = xstrdup(guide->late.theirs);
	compare.right = xstrdup(guide->late.ours);
	return view_open(guide->session, &conflict_view, &compare);
}

static int record(struct screen *screen)
{
	struct screen *below = compare_of(screen)->guide;
	struct guide *guide = guide_of(below);
	char *reason = prompt_line("Reason for the correction", NULL);
	int result;

	if (!reason)
		return 0;
	result = audit_amend(
		guide->session, guide->audit, guide->amend_spot, guide->amended, reason);
	free(reason);
	if (result != 0)
		return -1;
	view_close(screen);
	guide_refresh(below);
	guide_ask_risk(below, guide->amend_spot);
	view_say("Amended: old, new and reason stand on the page Amendments");
	return 0;
}

static const struct key amendment_keys[] = {
	{{K_ENTER, 'r'}, "record it", "Asks for the reason, and records the correction",
		record},
	{{K_DOWN, 'j', K_PGDN, ' '}, "down", "Scroll down", scroll_down, .quiet = true},
	{{K_UP, 'k', K_PGUP}, "up", "Scroll up", scroll_up, .quiet = true},
	{{0}},
};

static const struct view amendment_view = {
	.name = "amendment",
	.title = "Amend",
	.help = "A submitted audit is fixed. A correction is kept beside what stood there, "
		"with its "
		"reason.",
	.size = sizeof(struct compare),
	.keys = amendment_keys,
	.open = open_compare,
	.close = close_compare,
	.paint = paint,
};

int guide_open_amendment(struct screen *screen)
{
	struct guide *guide = guide_of(screen);
	struct compare compare = {.guide = screen};
	char *label = audit_spot_label(guide->audit, guide->amend_spot);

	compare.question = xasprintf("%s. Enter asks for the reason and records the "
				     "correction; Esc leaves all as it is.",
		label);
	compare.left_title = xstrdup("Before");
	compare.right_title = xstrdup("After");
	compare.left = audit_spot_value(guide->audit, guide->part, guide->amend_spot);
	compare.right = xstrdup(guide->amended);
	free(label);
	return view_open(guide->session, &amendment_view, &compare);
}
