CREATE TYPE provider_auth_type AS ENUM ('oauth2', 'api_key', 'basic');
--> statement-breakpoint
CREATE TYPE connector_config_status AS ENUM ('active', 'error', 'revoked', 'pending');
--> statement-breakpoint
CREATE TYPE feedback_rating AS ENUM ('thumbs_up', 'thumbs_down', 'neutral');
--> statement-breakpoint
CREATE TYPE sync_status AS ENUM ('idle', 'running', 'failed');
--> statement-breakpoint
CREATE TABLE conversations (
    id TEXT COLLATE "C" DEFAULT (gen_random_uuid())::text NOT NULL,
    title TEXT,
    user_id TEXT COLLATE "C",
    metadata JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT conversations_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX conversations_updated_at_id_idx ON conversations (updated_at, id);
--> statement-breakpoint
CREATE INDEX conversations_user_id_updated_at_idx ON conversations (user_id, updated_at);
--> statement-breakpoint
CREATE TABLE providers (
    id TEXT COLLATE "C" DEFAULT (gen_random_uuid())::text NOT NULL,
    slug TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    logo_url TEXT,
    auth_type provider_auth_type DEFAULT 'oauth2' NOT NULL,
    config_schema JSONB DEFAULT '{}' NOT NULL,
    is_enabled BOOLEAN DEFAULT true NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT providers_pkey PRIMARY KEY (id),
    CONSTRAINT providers_slug_key UNIQUE (slug)
);
--> statement-breakpoint
CREATE INDEX providers_updated_at_id_idx ON providers (updated_at, id);
--> statement-breakpoint
CREATE TABLE github_repositories (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    name VARCHAR(255) NOT NULL,
    full_name VARCHAR(512),
    description TEXT,
    url TEXT,
    homepage TEXT,
    clone_url TEXT,
    ssh_url TEXT,
    language VARCHAR(100),
    topics TEXT[],
    default_branch VARCHAR(255),
    visibility VARCHAR(50),
    private BOOLEAN,
    fork BOOLEAN,
    archived BOOLEAN,
    disabled BOOLEAN,
    is_template BOOLEAN,
    has_issues BOOLEAN,
    has_projects BOOLEAN,
    has_wiki BOOLEAN,
    has_pages BOOLEAN,
    has_discussions BOOLEAN,
    stars INTEGER,
    forks INTEGER,
    watchers_count INTEGER,
    open_issues_count INTEGER,
    size BIGINT,
    license_name VARCHAR(255),
    license_data JSONB,
    owner_data JSONB,
    metadata JSONB,
    pushed_at TIMESTAMP WITH TIME ZONE,
    repository_created_at TIMESTAMP WITH TIME ZONE,
    repository_updated_at TIMESTAMP WITH TIME ZONE,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT github_repositories_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX github_repositories_pushed_at_idx ON github_repositories (pushed_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX github_repositories_updated_at_id_idx ON github_repositories (updated_at, id);
--> statement-breakpoint
CREATE TABLE github_pull_requests (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    title VARCHAR(512) NOT NULL,
    body TEXT,
    state VARCHAR(50) NOT NULL,
    draft BOOLEAN,
    locked BOOLEAN,
    active_lock_reason VARCHAR(100),
    html_url TEXT NOT NULL,
    diff_url TEXT,
    patch_url TEXT,
    issue_url TEXT,
    merged BOOLEAN,
    merge_commit_sha VARCHAR(255) COLLATE "C",
    mergeable BOOLEAN,
    rebaseable BOOLEAN,
    mergeable_state VARCHAR(50),
    auto_merge BOOLEAN,
    maintainer_can_modify BOOLEAN,
    author_association VARCHAR(50),
    commits INTEGER,
    additions INTEGER,
    deletions INTEGER,
    changed_files INTEGER,
    comments INTEGER,
    review_comments INTEGER,
    head_ref VARCHAR(255),
    head_sha VARCHAR(255) COLLATE "C",
    base_ref VARCHAR(255),
    base_sha VARCHAR(255) COLLATE "C",
    repository_id VARCHAR(255) COLLATE "C",
    repository_name VARCHAR(255),
    repository_full_name VARCHAR(512),
    user_data JSONB,
    assignee_data JSONB,
    assignees_data JSONB,
    merged_by_data JSONB,
    requested_reviewers_data JSONB,
    requested_teams_data JSONB,
    labels JSONB,
    milestone_data JSONB,
    head_repo_data JSONB,
    base_repo_data JSONB,
    pr_created_at TIMESTAMP WITH TIME ZONE,
    pr_updated_at TIMESTAMP WITH TIME ZONE,
    merged_at TIMESTAMP WITH TIME ZONE,
    closed_at TIMESTAMP WITH TIME ZONE,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT github_pull_requests_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX github_pull_requests_pr_updated_at_idx ON github_pull_requests (pr_updated_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX github_pull_requests_repository_id_pr_updated_at_idx ON github_pull_requests (repository_id, pr_updated_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX github_pull_requests_updated_at_id_idx ON github_pull_requests (updated_at, id);
--> statement-breakpoint
CREATE TABLE github_issues (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    number INTEGER NOT NULL,
    title VARCHAR(512) NOT NULL,
    body TEXT,
    state VARCHAR(50) NOT NULL,
    state_reason VARCHAR(100),
    is_pull_request BOOLEAN,
    draft BOOLEAN,
    locked BOOLEAN,
    active_lock_reason VARCHAR(100),
    author_association VARCHAR(50),
    html_url TEXT NOT NULL,
    comments INTEGER,
    repository_id VARCHAR(255) COLLATE "C",
    repository_name VARCHAR(255),
    repository_full_name VARCHAR(512),
    author_data JSONB,
    assignee_data JSONB,
    assignees_data JSONB,
    closed_by_data JSONB,
    labels JSONB,
    milestone_data JSONB,
    reactions_data JSONB,
    issue_created_at TIMESTAMP WITH TIME ZONE,
    issue_updated_at TIMESTAMP WITH TIME ZONE,
    issue_closed_at TIMESTAMP WITH TIME ZONE,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT github_issues_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX github_issues_issue_updated_at_idx ON github_issues (issue_updated_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX github_issues_repository_id_issue_updated_at_idx ON github_issues (repository_id, issue_updated_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX github_issues_updated_at_id_idx ON github_issues (updated_at, id);
--> statement-breakpoint
CREATE TABLE github_commits (
    sha VARCHAR(255) COLLATE "C" NOT NULL,
    message TEXT NOT NULL,
    message_body TEXT,
    html_url TEXT,
    comments_url TEXT,
    node_id VARCHAR(255) COLLATE "C",
    author_name TEXT,
    author_email TEXT,
    author_date TIMESTAMP WITH TIME ZONE,
    committer_name TEXT,
    committer_email TEXT,
    committer_date TIMESTAMP WITH TIME ZONE,
    tree_sha VARCHAR(255) COLLATE "C",
    tree_url TEXT,
    parent_shas TEXT[],
    comment_count INTEGER,
    additions INTEGER,
    deletions INTEGER,
    total INTEGER,
    repository_id VARCHAR(255) COLLATE "C",
    repository_name VARCHAR(255),
    repository_full_name VARCHAR(512),
    author_data JSONB,
    committer_data JSONB,
    files_data JSONB,
    verification JSONB,
    metadata JSONB,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT github_commits_pkey PRIMARY KEY (sha)
);
--> statement-breakpoint
CREATE INDEX github_commits_author_date_idx ON github_commits (author_date DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX github_commits_repository_id_author_date_idx ON github_commits (repository_id, author_date DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX github_commits_updated_at_sha_idx ON github_commits (updated_at, sha);
--> statement-breakpoint
CREATE TABLE github_repository_files (
    id VARCHAR(512) COLLATE "C" NOT NULL,
    repository_id VARCHAR(255) COLLATE "C" NOT NULL,
    repository_full_name VARCHAR(512),
    branch VARCHAR(255),
    path VARCHAR(1024) NOT NULL,
    name VARCHAR(1024) NOT NULL,
    sha VARCHAR(255) COLLATE "C" NOT NULL,
    type VARCHAR(50),
    mode VARCHAR(50),
    html_url TEXT,
    content TEXT,
    encoding VARCHAR(50),
    size BIGINT,
    language VARCHAR(100),
    extension VARCHAR(255),
    lines_of_code INTEGER,
    metadata JSONB,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT github_repository_files_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX github_repository_files_repository_id_idx ON github_repository_files (repository_id);
--> statement-breakpoint
CREATE INDEX github_repository_files_updated_at_id_idx ON github_repository_files (updated_at, id);
--> statement-breakpoint
CREATE TABLE goals (
    id TEXT COLLATE "C" DEFAULT (gen_random_uuid())::text NOT NULL,
    user_id TEXT COLLATE "C" NOT NULL,
    type TEXT NOT NULL,
    target INTEGER NOT NULL,
    period TEXT NOT NULL,
    current INTEGER DEFAULT 0 NOT NULL,
    progress INTEGER DEFAULT 0 NOT NULL,
    streak INTEGER DEFAULT 0 NOT NULL,
    label TEXT,
    icon TEXT,
    metadata JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT goals_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX goals_updated_at_id_idx ON goals (updated_at, id);
--> statement-breakpoint
CREATE INDEX goals_user_id_created_at_idx ON goals (user_id, created_at);
--> statement-breakpoint
CREATE TABLE google_calendar_calendars (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    title TEXT,
    title_override TEXT,
    description TEXT,
    location TEXT,
    time_zone VARCHAR(100),
    color_id VARCHAR(50) COLLATE "C",
    background_color VARCHAR(50),
    foreground_color VARCHAR(50),
    access_role VARCHAR(50),
    is_primary BOOLEAN,
    is_hidden BOOLEAN,
    is_selected BOOLEAN,
    is_deleted BOOLEAN,
    default_reminders_data JSONB,
    notification_settings_data JSONB,
    conference_properties_data JSONB,
    metadata JSONB,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT google_calendar_calendars_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX google_calendar_calendars_updated_at_id_idx ON google_calendar_calendars (updated_at, id);
--> statement-breakpoint
CREATE TABLE google_calendar_events (
    id VARCHAR(1024) COLLATE "C" NOT NULL,
    title TEXT,
    description TEXT,
    start_time TIMESTAMP WITH TIME ZONE,
    end_time TIMESTAMP WITH TIME ZONE,
    start_date DATE,
    end_date DATE,
    is_all_day BOOLEAN,
    time_zone VARCHAR(100),
    end_time_zone VARCHAR(100),
    original_start_time TIMESTAMP WITH TIME ZONE,
    original_start_date DATE,
    location TEXT,
    status VARCHAR(50),
    html_url TEXT,
    color_id VARCHAR(50) COLLATE "C",
    visibility VARCHAR(50),
    transparency VARCHAR(50),
    ical_uid TEXT,
    sequence INTEGER,
    calendar_id VARCHAR(255) COLLATE "C",
    recurring_event_id VARCHAR(1024) COLLATE "C",
    event_type VARCHAR(100),
    hangout_link TEXT,
    anyone_can_add_self BOOLEAN,
    guests_can_invite_others BOOLEAN,
    guests_can_modify BOOLEAN,
    guests_can_see_other_guests BOOLEAN,
    private_copy BOOLEAN,
    locked BOOLEAN,
    attendees_omitted BOOLEAN,
    attendees_count INTEGER,
    creator_data JSONB,
    organizer_data JSONB,
    attendees_data JSONB,
    recurrence_data JSONB,
    reminders_data JSONB,
    conference_data JSONB,
    attachments_data JSONB,
    extended_properties_data JSONB,
    metadata JSONB,
    event_created_at TIMESTAMP WITH TIME ZONE,
    event_updated_at TIMESTAMP WITH TIME ZONE,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT google_calendar_events_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX google_calendar_events_calendar_id_start_time_idx ON google_calendar_events (calendar_id, start_time);
--> statement-breakpoint
CREATE INDEX google_calendar_events_start_time_idx ON google_calendar_events (start_time);
--> statement-breakpoint
CREATE INDEX google_calendar_events_updated_at_id_idx ON google_calendar_events (updated_at, id);
--> statement-breakpoint
CREATE TABLE google_contacts (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    display_name TEXT,
    given_name TEXT,
    family_name TEXT,
    email TEXT,
    phone_number TEXT,
    organization TEXT,
    job_title TEXT,
    photo_url TEXT,
    biography TEXT,
    is_deleted BOOLEAN,
    names_data JSONB,
    email_addresses_data JSONB,
    phone_numbers_data JSONB,
    organizations_data JSONB,
    addresses_data JSONB,
    birthdays_data JSONB,
    contact_updated_at TIMESTAMP WITH TIME ZONE,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT google_contacts_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX google_contacts_updated_at_id_idx ON google_contacts (updated_at, id);
--> statement-breakpoint
CREATE TABLE google_photos (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    type VARCHAR(50),
    filename TEXT,
    description TEXT,
    product_url TEXT,
    base_url TEXT,
    mime_type VARCHAR(255),
    width INTEGER,
    height INTEGER,
    media_metadata JSONB,
    contributor_info JSONB,
    creation_time TIMESTAMP WITH TIME ZONE,
    local_path TEXT,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT google_photos_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX google_photos_creation_time_idx ON google_photos (creation_time DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX google_photos_updated_at_id_idx ON google_photos (updated_at, id);
--> statement-breakpoint
CREATE TABLE youtube_subscriptions (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    title TEXT,
    description TEXT,
    channel_id VARCHAR(255) COLLATE "C",
    resource_channel_id VARCHAR(255) COLLATE "C",
    thumbnail_url TEXT,
    thumbnails_data JSONB,
    total_item_count BIGINT,
    new_item_count BIGINT,
    activity_type VARCHAR(50),
    published_at TIMESTAMP WITH TIME ZONE,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT youtube_subscriptions_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX youtube_subscriptions_resource_channel_id_idx ON youtube_subscriptions (resource_channel_id);
--> statement-breakpoint
CREATE INDEX youtube_subscriptions_updated_at_id_idx ON youtube_subscriptions (updated_at, id);
--> statement-breakpoint
CREATE TABLE jira_issues (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    key VARCHAR(255) COLLATE "C" NOT NULL,
    html_url TEXT,
    summary VARCHAR(512),
    description TEXT,
    description_data JSONB,
    project_id VARCHAR(255) COLLATE "C",
    project_key VARCHAR(255) COLLATE "C",
    project_name TEXT,
    issue_type TEXT,
    status TEXT,
    status_category VARCHAR(50),
    priority TEXT,
    resolution TEXT,
    assignee_id VARCHAR(255) COLLATE "C",
    assignee_name TEXT,
    reporter_id VARCHAR(255) COLLATE "C",
    reporter_name TEXT,
    creator_id VARCHAR(255) COLLATE "C",
    creator_name TEXT,
    parent_id VARCHAR(255) COLLATE "C",
    parent_key VARCHAR(255) COLLATE "C",
    labels TEXT[],
    components TEXT[],
    fix_versions_data JSONB,
    sprint_data JSONB,
    issue_links_data JSONB,
    subtasks_data JSONB,
    attachments_data JSONB,
    comments_data JSONB,
    time_tracking_data JSONB,
    custom_fields JSONB,
    due_date DATE,
    issue_created_at TIMESTAMP WITH TIME ZONE,
    issue_updated_at TIMESTAMP WITH TIME ZONE,
    issue_resolved_at TIMESTAMP WITH TIME ZONE,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT jira_issues_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX jira_issues_issue_updated_at_idx ON jira_issues (issue_updated_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX jira_issues_key_idx ON jira_issues (key);
--> statement-breakpoint
CREATE INDEX jira_issues_project_key_issue_updated_at_idx ON jira_issues (project_key, issue_updated_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX jira_issues_updated_at_id_idx ON jira_issues (updated_at, id);
--> statement-breakpoint
CREATE TABLE linear_issues (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    identifier VARCHAR(255) COLLATE "C",
    title TEXT NOT NULL,
    description TEXT,
    state TEXT,
    state_type VARCHAR(50),
    priority INTEGER,
    estimate DOUBLE PRECISION,
    url TEXT,
    branch_name TEXT,
    labels TEXT[],
    assignee_id VARCHAR(255) COLLATE "C",
    assignee_name TEXT,
    creator_id VARCHAR(255) COLLATE "C",
    team_id VARCHAR(255) COLLATE "C",
    team_name TEXT,
    project_id VARCHAR(255) COLLATE "C",
    project_name TEXT,
    cycle_id VARCHAR(255) COLLATE "C",
    parent_id VARCHAR(255) COLLATE "C",
    due_date DATE,
    issue_created_at TIMESTAMP WITH TIME ZONE,
    issue_updated_at TIMESTAMP WITH TIME ZONE,
    issue_started_at TIMESTAMP WITH TIME ZONE,
    issue_completed_at TIMESTAMP WITH TIME ZONE,
    issue_canceled_at TIMESTAMP WITH TIME ZONE,
    issue_archived_at TIMESTAMP WITH TIME ZONE,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT linear_issues_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX linear_issues_issue_updated_at_idx ON linear_issues (issue_updated_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX linear_issues_team_id_issue_updated_at_idx ON linear_issues (team_id, issue_updated_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX linear_issues_updated_at_id_idx ON linear_issues (updated_at, id);
--> statement-breakpoint
CREATE TABLE notion_pages (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    object VARCHAR(50),
    title TEXT,
    url TEXT,
    public_url TEXT,
    parent_type VARCHAR(100),
    parent_id VARCHAR(255) COLLATE "C",
    archived BOOLEAN,
    in_trash BOOLEAN,
    is_locked BOOLEAN,
    icon TEXT,
    cover TEXT,
    properties JSONB,
    content TEXT,
    created_by VARCHAR(255) COLLATE "C",
    last_edited_by VARCHAR(255) COLLATE "C",
    page_created_at TIMESTAMP WITH TIME ZONE,
    page_last_edited_at TIMESTAMP WITH TIME ZONE,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT notion_pages_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX notion_pages_page_last_edited_at_idx ON notion_pages (page_last_edited_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX notion_pages_parent_id_page_last_edited_at_idx ON notion_pages (parent_id, page_last_edited_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX notion_pages_updated_at_id_idx ON notion_pages (updated_at, id);
--> statement-breakpoint
CREATE TABLE ingest_rejects (
    id TEXT COLLATE "C" DEFAULT (gen_random_uuid())::text NOT NULL,
    entity VARCHAR(100) COLLATE "C" NOT NULL,
    code VARCHAR(100) NOT NULL,
    reason TEXT NOT NULL,
    field VARCHAR(255),
    payload TEXT NOT NULL,
    context TEXT,
    fingerprint VARCHAR(64) COLLATE "C" NOT NULL,
    attempts INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT ingest_rejects_pkey PRIMARY KEY (id),
    CONSTRAINT ingest_rejects_entity_fingerprint_key UNIQUE (entity, fingerprint)
);
--> statement-breakpoint
CREATE INDEX ingest_rejects_updated_at_id_idx ON ingest_rejects (updated_at, id);
--> statement-breakpoint
CREATE TABLE slack_messages (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    channel_id VARCHAR(255) COLLATE "C" NOT NULL,
    channel_name VARCHAR(255),
    team_id VARCHAR(255) COLLATE "C",
    user_id VARCHAR(255) COLLATE "C",
    user_name VARCHAR(255),
    bot_id VARCHAR(255) COLLATE "C",
    subtype VARCHAR(100),
    text TEXT,
    ts VARCHAR(255) COLLATE "C" NOT NULL,
    thread_ts VARCHAR(255) COLLATE "C",
    reply_count INTEGER,
    permalink TEXT,
    blocks JSONB,
    files JSONB,
    attachments JSONB,
    reactions JSONB,
    edited JSONB,
    pinned_to JSONB,
    message_created_at TIMESTAMP WITH TIME ZONE,
    message_deleted_at TIMESTAMP WITH TIME ZONE,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT slack_messages_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX slack_messages_channel_id_message_created_at_idx ON slack_messages (channel_id, message_created_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX slack_messages_message_created_at_idx ON slack_messages (message_created_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX slack_messages_thread_ts_ts_idx ON slack_messages (thread_ts, ts) WHERE thread_ts IS NOT NULL;
--> statement-breakpoint
CREATE INDEX slack_messages_ts_idx ON slack_messages (ts);
--> statement-breakpoint
CREATE INDEX slack_messages_updated_at_id_idx ON slack_messages (updated_at, id);
--> statement-breakpoint
CREATE INDEX slack_messages_user_id_message_created_at_idx ON slack_messages (user_id, message_created_at DESC NULLS LAST);
--> statement-breakpoint
CREATE TABLE spotify_tracks (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    artist TEXT,
    album TEXT,
    duration_ms INTEGER,
    explicit BOOLEAN,
    is_playable BOOLEAN,
    is_local BOOLEAN,
    preview_url TEXT,
    track_number INTEGER,
    disc_number INTEGER,
    uri TEXT,
    href TEXT,
    popularity INTEGER,
    album_data JSONB,
    artists_data JSONB,
    external_ids JSONB,
    external_urls JSONB,
    added_at TIMESTAMP WITH TIME ZONE,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT spotify_tracks_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX spotify_tracks_added_at_idx ON spotify_tracks (added_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX spotify_tracks_updated_at_id_idx ON spotify_tracks (updated_at, id);
--> statement-breakpoint
CREATE TABLE spotify_artists (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    popularity INTEGER,
    followers INTEGER,
    genres TEXT[],
    uri TEXT,
    href TEXT,
    external_urls JSONB,
    images JSONB,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT spotify_artists_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX spotify_artists_updated_at_id_idx ON spotify_artists (updated_at, id);
--> statement-breakpoint
CREATE TABLE spotify_albums (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    album_type VARCHAR(50),
    artists TEXT[],
    artists_data JSONB,
    tracks TEXT[],
    total_tracks INTEGER,
    release_date VARCHAR(50),
    release_date_precision VARCHAR(50),
    is_playable BOOLEAN,
    uri TEXT,
    href TEXT,
    popularity INTEGER,
    label TEXT,
    genres TEXT[],
    copyrights JSONB,
    external_ids JSONB,
    external_urls JSONB,
    images JSONB,
    added_at TIMESTAMP WITH TIME ZONE,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT spotify_albums_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX spotify_albums_added_at_idx ON spotify_albums (added_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX spotify_albums_updated_at_id_idx ON spotify_albums (updated_at, id);
--> statement-breakpoint
CREATE TABLE spotify_playlists (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    public BOOLEAN,
    collaborative BOOLEAN,
    owner TEXT,
    owner_id VARCHAR(255) COLLATE "C",
    followers INTEGER,
    snapshot_id VARCHAR(255) COLLATE "C",
    uri TEXT,
    href TEXT,
    external_urls JSONB,
    images JSONB,
    tracks JSONB,
    total_tracks INTEGER,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT spotify_playlists_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX spotify_playlists_updated_at_id_idx ON spotify_playlists (updated_at, id);
--> statement-breakpoint
CREATE TABLE spotify_recently_played (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    track_id VARCHAR(255) COLLATE "C" NOT NULL,
    track_name TEXT NOT NULL,
    artist TEXT,
    album TEXT,
    duration_ms INTEGER,
    explicit BOOLEAN,
    popularity INTEGER,
    played_at TIMESTAMP WITH TIME ZONE NOT NULL,
    context JSONB,
    album_data JSONB,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT spotify_recently_played_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX spotify_recently_played_played_at_idx ON spotify_recently_played (played_at);
--> statement-breakpoint
CREATE INDEX spotify_recently_played_updated_at_id_idx ON spotify_recently_played (updated_at, id);
--> statement-breakpoint
CREATE TABLE x_tweets (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    text TEXT NOT NULL,
    author_id VARCHAR(255) COLLATE "C",
    author_username VARCHAR(255),
    author_name VARCHAR(255),
    conversation_id VARCHAR(255) COLLATE "C",
    in_reply_to_user_id VARCHAR(255) COLLATE "C",
    lang VARCHAR(50),
    retweet_count INTEGER,
    reply_count INTEGER,
    like_count INTEGER,
    quote_count INTEGER,
    bookmark_count INTEGER,
    impression_count BIGINT,
    media_attachments JSONB,
    poll_data JSONB,
    place_data JSONB,
    json_data JSONB,
    tweet_created_at TIMESTAMP WITH TIME ZONE,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT x_tweets_pkey PRIMARY KEY (id)
);
--> statement-breakpoint
CREATE INDEX x_tweets_author_id_tweet_created_at_idx ON x_tweets (author_id, tweet_created_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX x_tweets_conversation_id_tweet_created_at_idx ON x_tweets (conversation_id, tweet_created_at);
--> statement-breakpoint
CREATE INDEX x_tweets_tweet_created_at_idx ON x_tweets (tweet_created_at DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX x_tweets_updated_at_id_idx ON x_tweets (updated_at, id);
--> statement-breakpoint
CREATE TABLE messages (
    id TEXT COLLATE "C" DEFAULT (gen_random_uuid())::text NOT NULL,
    conversation_id TEXT COLLATE "C" NOT NULL,
    role TEXT NOT NULL,
    content TEXT NOT NULL,
    trace_id TEXT COLLATE "C",
    metadata JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT messages_pkey PRIMARY KEY (id),
    CONSTRAINT messages_conversation_id_fkey FOREIGN KEY(conversation_id) REFERENCES conversations (id) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE INDEX messages_conversation_id_created_at_idx ON messages (conversation_id, created_at);
--> statement-breakpoint
CREATE INDEX messages_updated_at_id_idx ON messages (updated_at, id);
--> statement-breakpoint
CREATE TABLE connector_configs (
    id TEXT COLLATE "C" DEFAULT (gen_random_uuid())::text NOT NULL,
    user_id TEXT COLLATE "C" NOT NULL,
    provider_id TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    encrypted_config TEXT NOT NULL,
    iv TEXT NOT NULL,
    is_enabled BOOLEAN DEFAULT true NOT NULL,
    status connector_config_status DEFAULT 'pending' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT connector_configs_pkey PRIMARY KEY (id),
    CONSTRAINT connector_configs_provider_id_fkey FOREIGN KEY(provider_id) REFERENCES providers (id) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE INDEX connector_configs_provider_id_idx ON connector_configs (provider_id);
--> statement-breakpoint
CREATE INDEX connector_configs_updated_at_id_idx ON connector_configs (updated_at, id);
--> statement-breakpoint
CREATE INDEX connector_configs_user_id_idx ON connector_configs (user_id);
--> statement-breakpoint
CREATE TABLE feedback (
    id TEXT COLLATE "C" DEFAULT (gen_random_uuid())::text NOT NULL,
    message_id TEXT COLLATE "C" NOT NULL,
    trace_id TEXT COLLATE "C",
    rating feedback_rating NOT NULL,
    comment TEXT,
    user_id TEXT COLLATE "C",
    session_id TEXT COLLATE "C",
    metadata JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT feedback_pkey PRIMARY KEY (id),
    CONSTRAINT feedback_message_id_fkey FOREIGN KEY(message_id) REFERENCES messages (id) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE INDEX feedback_message_id_idx ON feedback (message_id);
--> statement-breakpoint
CREATE INDEX feedback_updated_at_id_idx ON feedback (updated_at, id);
--> statement-breakpoint
CREATE TABLE google_gmail_messages (
    id VARCHAR(255) COLLATE "C" NOT NULL,
    thread_id VARCHAR(255) COLLATE "C",
    connector_config_id TEXT COLLATE "C",
    history_id VARCHAR(255) COLLATE "C",
    snippet TEXT,
    internal_date TIMESTAMP WITH TIME ZONE,
    label_ids TEXT[],
    size_estimate INTEGER,
    subject TEXT,
    "from" TEXT,
    "to" TEXT,
    cc TEXT,
    bcc TEXT,
    body_text TEXT,
    body_html TEXT,
    payload JSONB,
    metadata JSONB,
    message_sent_at TIMESTAMP WITH TIME ZONE,
    remainder JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT google_gmail_messages_pkey PRIMARY KEY (id),
    CONSTRAINT google_gmail_messages_connector_config_id_fkey FOREIGN KEY(connector_config_id) REFERENCES connector_configs (id) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE INDEX google_gmail_messages_connector_config_id_idx ON google_gmail_messages (connector_config_id);
--> statement-breakpoint
CREATE INDEX google_gmail_messages_internal_date_idx ON google_gmail_messages (internal_date DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX google_gmail_messages_thread_id_internal_date_idx ON google_gmail_messages (thread_id, internal_date);
--> statement-breakpoint
CREATE INDEX google_gmail_messages_updated_at_id_idx ON google_gmail_messages (updated_at, id);
--> statement-breakpoint
CREATE TABLE oauth_tokens (
    id TEXT COLLATE "C" DEFAULT (gen_random_uuid())::text NOT NULL,
    user_id TEXT COLLATE "C" NOT NULL,
    provider TEXT COLLATE "C",
    connector_config_id TEXT COLLATE "C",
    access_token TEXT,
    refresh_token TEXT,
    token_type TEXT,
    scope TEXT,
    expires_in TEXT,
    expires_at TIMESTAMP WITH TIME ZONE,
    metadata JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT oauth_tokens_pkey PRIMARY KEY (id),
    CONSTRAINT oauth_tokens_connector_config_id_fkey FOREIGN KEY(connector_config_id) REFERENCES connector_configs (id) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE INDEX oauth_tokens_connector_config_id_idx ON oauth_tokens (connector_config_id);
--> statement-breakpoint
CREATE INDEX oauth_tokens_updated_at_id_idx ON oauth_tokens (updated_at, id);
--> statement-breakpoint
CREATE INDEX oauth_tokens_user_id_provider_idx ON oauth_tokens (user_id, provider);
--> statement-breakpoint
CREATE TABLE sync_states (
    id TEXT COLLATE "C" DEFAULT (gen_random_uuid())::text NOT NULL,
    connector_config_id TEXT COLLATE "C" NOT NULL,
    entity VARCHAR(100) COLLATE "C" NOT NULL,
    scope VARCHAR(512) COLLATE "C" DEFAULT '' NOT NULL,
    cursor JSONB,
    status sync_status DEFAULT 'idle' NOT NULL,
    full_sync_started_at TIMESTAMP WITH TIME ZONE,
    full_synced_at TIMESTAMP WITH TIME ZONE,
    last_started_at TIMESTAMP WITH TIME ZONE,
    last_synced_at TIMESTAMP WITH TIME ZONE,
    last_error TEXT,
    last_error_at TIMESTAMP WITH TIME ZONE,
    failures INTEGER DEFAULT 0 NOT NULL,
    inserted_count BIGINT,
    updated_count BIGINT,
    unchanged_count BIGINT,
    rejected_count BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT sync_states_pkey PRIMARY KEY (id),
    CONSTRAINT sync_states_connector_config_id_entity_scope_key UNIQUE (connector_config_id, entity, scope),
    CONSTRAINT sync_states_connector_config_id_fkey FOREIGN KEY(connector_config_id) REFERENCES connector_configs (id) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE INDEX sync_states_updated_at_id_idx ON sync_states (updated_at, id);
--> statement-breakpoint
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
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON connector_configs
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON conversations
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON feedback
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON github_commits
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON github_issues
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON github_pull_requests
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON github_repositories
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON github_repository_files
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON goals
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON google_calendar_calendars
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON google_calendar_events
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON google_contacts
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON google_gmail_messages
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON google_photos
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON ingest_rejects
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON jira_issues
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON linear_issues
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON messages
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON notion_pages
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON oauth_tokens
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON providers
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON slack_messages
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON spotify_albums
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON spotify_artists
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON spotify_playlists
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON spotify_recently_played
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON spotify_tracks
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON sync_states
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON x_tweets
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
--> statement-breakpoint
CREATE OR REPLACE TRIGGER keep_timestamps BEFORE UPDATE ON youtube_subscriptions
    FOR EACH ROW EXECUTE FUNCTION keep_timestamps();
