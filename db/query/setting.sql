-- What holds for the whole database.

-- :setting_get
SELECT value FROM setting WHERE name = :name

-- :setting_put
INSERT INTO setting (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value

-- :bank_holiday_all
SELECT day, name FROM bank_holiday ORDER BY day

-- :bank_holiday_clear
DELETE FROM bank_holiday

-- :screen_state_get
SELECT state FROM screen_state WHERE user_id = :user AND screen = :screen

-- :screen_state_put
INSERT INTO screen_state (user_id, screen, state) VALUES (:user, :screen, :state)
ON CONFLICT (user_id, screen) DO UPDATE SET state = excluded.state
