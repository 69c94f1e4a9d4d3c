// SPDX-License-Identifier: MIT
// The functions behind the rows of the command table, each in the file of its command's name.
#pragma once

struct run;

int command_action(struct run *run);
int command_agreement(struct run *run);
int command_allocate(struct run *run);
int command_audit(struct run *run);
int command_backup(struct run *run);
int command_calendar(struct run *run);
int command_calibration(struct run *run);
int command_challenge(struct run *run);
int command_chart(struct run *run);
int command_completion(struct run *run);
int command_contact(struct run *run);
int command_cycle(struct run *run);
int command_due(struct run *run);
int command_export(struct run *run);
int command_help_show(struct run *run);
int command_import(struct run *run);
int command_init(struct run *run);
int command_learning(struct run *run);
int command_list(struct run *run);
int command_loop(struct run *run);
int command_moderate(struct run *run);
int command_report(struct run *run);
int command_restore(struct run *run);
int command_retain(struct run *run);
int command_sample(struct run *run);
int command_service(struct run *run);
int command_setting(struct run *run);
int command_show(struct run *run);
int command_step(struct run *run);
int command_team(struct run *run);
int command_template(struct run *run);
int command_theme(struct run *run);
int command_trail(struct run *run);
int command_user(struct run *run);
int command_verify(struct run *run);
int command_workdays(struct run *run);
