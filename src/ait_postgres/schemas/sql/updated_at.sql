-- created_at and updated_at are the database's: no writer sets them on an update,
-- in this package or beside it. updated_at moves when a column of the row changed,
-- and only then, so that saving the same again is no change for those who follow it.
--
-- *<> compares the stored bytes: it needs no equality operator of any type, and
-- sees a change of case under a collation that ignores case.
-- (A stored generated column is still empty here and would make every touch a change:
-- no table of ours has one.)
-- clock_timestamp(), not now(): the rows of a long transaction keep their order.
-- No SET search_path: only pg_catalog is used, which is always searched first, and
-- the clause would cost 2 us a row where the trigger as it is costs 1 (PostgreSQL 18).
CREATE OR REPLACE FUNCTION keep_timestamps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.created_at := OLD.created_at;
    NEW.updated_at := OLD.updated_at;
    IF NEW *<> OLD THEN
        NEW.updated_at := clock_timestamp();
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON connector_configs
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON conversations
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON feedback
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON github_commits
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON github_issues
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON github_pull_requests
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON github_repositories
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON github_repository_files
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON goals
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON google_calendar_calendars
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON google_calendar_events
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON google_contacts
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON google_gmail_messages
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON google_photos
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON ingest_rejects
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON jira_issues
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON linear_issues
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON messages
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON notion_pages
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON oauth_tokens
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON providers
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON slack_messages
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON spotify_albums
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON spotify_artists
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON spotify_playlists
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON spotify_recently_played
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON spotify_tracks
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON sync_states
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON x_tweets
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON youtube_subscriptions
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
