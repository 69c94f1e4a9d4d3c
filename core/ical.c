// SPDX-License-Identifier: MIT
// An iCalendar file (RFC 5545) of all-day events, made by libical: the only file that knows it.
#include <dlfcn.h>
#include <stdbool.h>
#include <stdlib.h>

#include <libical/ical.h>

#include "core/ical.h"
#include "db/error.h"
#include "db/mem.h"

// What is called of it, found when it is loaded.
#define CALLS(CALL)                         \
	CALL(icalcomponent_new)             \
	CALL(icalcomponent_free)            \
	CALL(icalcomponent_add_component)   \
	CALL(icalcomponent_add_property)    \
	CALL(icalcomponent_as_ical_string)  \
	CALL(icalproperty_new_version)      \
	CALL(icalproperty_new_prodid)       \
	CALL(icalproperty_new_x)            \
	CALL(icalproperty_set_x_name)       \
	CALL(icalproperty_new_uid)          \
	CALL(icalproperty_new_dtstamp)      \
	CALL(icalproperty_new_dtstart)      \
	CALL(icalproperty_new_dtend)        \
	CALL(icalproperty_new_summary)      \
	CALL(icalproperty_new_description)  \
	CALL(icalproperty_new_categories)   \
	CALL(icalproperty_new_class)        \
	CALL(icalproperty_new_transp)       \
	CALL(icaltime_from_timet_with_zone) \
	CALL(icaltimezone_get_utc_timezone)

#define FIELD(name) __typeof__(&name) name;
static struct {
	void *handle;
	CALLS(FIELD)
} lib;

struct ical {
	icalcomponent *calendar;
	struct icaltimetype stamp;
};

#define FIND(call) found = found && (*(void **)&lib.call = dlsym(handle, #call));

static int load(void)
{
	void *handle = lib.handle ? NULL : dlopen(ICAL_LIBRARY, RTLD_NOW | RTLD_LOCAL);
	bool found = handle != NULL;

	if (lib.handle)
		return 0;
	CALLS(FIND)
	if (!found)
		return fail(ERROR_MISSING,
			"calendars are made with libical, and %s is not here: install it "
			"(Debian: libical3)",
			ICAL_LIBRARY);
	lib.handle = handle;
	return 0;
}

static void add(icalcomponent *component, icalproperty *property)
{
	lib.icalcomponent_add_property(component, property);
}

// What is known to the programs that people use, and not in the standard.
static void add_extension(icalcomponent *component, const char *name, const char *value)
{
	icalproperty *property = lib.icalproperty_new_x(value);

	lib.icalproperty_set_x_name(property, name);
	add(component, property);
}

struct ical *ical_create(const char *name, time_t stamp)
{
	struct ical *ical;

	if (load())
		return NULL;
	ical = xcalloc(1, sizeof(*ical));
	ical->stamp = lib.icaltime_from_timet_with_zone(
		stamp, 0, lib.icaltimezone_get_utc_timezone());
	ical->calendar = lib.icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
	add(ical->calendar, lib.icalproperty_new_version("2.0"));
	add(ical->calendar, lib.icalproperty_new_prodid("-//caseaudit//" VERSION "//EN"));
	add_extension(ical->calendar, "X-WR-CALNAME", name);
	return ical;
}

void ical_destroy(struct ical *ical)
{
	if (ical)
		lib.icalcomponent_free(ical->calendar);
	free(ical);
}

static struct icaltimetype day_of(date day)
{
	struct date_parts parts = date_split(day);

	return (struct icaltimetype){
		.year = parts.year, .month = parts.month, .day = parts.day, .is_date = 1};
}

void ical_add(struct ical *ical, const struct ical_event *event)
{
	icalcomponent *component = lib.icalcomponent_new(ICAL_VEVENT_COMPONENT);

	add(component, lib.icalproperty_new_uid(event->uid));
	add(component, lib.icalproperty_new_dtstamp(ical->stamp));
	add(component, lib.icalproperty_new_dtstart(day_of(event->day)));
	add(component, lib.icalproperty_new_dtend(day_of(event->day + 1)));
	add(component, lib.icalproperty_new_summary(event->summary));
	add(component, lib.icalproperty_new_description(event->description));
	add(component, lib.icalproperty_new_categories(event->category));
	add(component, lib.icalproperty_new_class(ICAL_CLASS_CONFIDENTIAL));
	add(component, lib.icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
	add_extension(component, "X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
	lib.icalcomponent_add_component(ical->calendar, component);
}

char *ical_text(const struct ical *ical)
{
	return xstrdup(lib.icalcomponent_as_ical_string(ical->calendar));
}
