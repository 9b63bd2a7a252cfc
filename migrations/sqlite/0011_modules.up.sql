ALTER TABLE "calls" ADD COLUMN "outcome_note" TEXT;
ALTER TABLE "contacts" ADD COLUMN "national_id" TEXT;
CREATE TABLE "deals__new" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "account" BLOB,
    "contact" BLOB,
    "pipeline" BLOB,
    "stage" TEXT,
    "amount" INTEGER,
    "amount_currency" TEXT,
    "probability" INTEGER,
    "expected_close" TEXT,
    "tags" TEXT,
    "weighted" INTEGER,
    "deal_type" TEXT,
    "next_step" TEXT,
    "competitors" TEXT,
    "lead" BLOB,
    "lead_source" TEXT,
    "campaign" TEXT,
    "strategy" BLOB,
    "description" TEXT,
    "lost_reason" TEXT,
    "closed_at" INTEGER,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "deals_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id"),
    CONSTRAINT "deals_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "deals_pipeline_fkey" FOREIGN KEY ("tenant_id", "pipeline") REFERENCES "pipelines" ("tenant_id", "id"),
    CONSTRAINT "deals_lead_fkey" FOREIGN KEY ("tenant_id", "lead") REFERENCES "leads" ("tenant_id", "id"),
    CONSTRAINT "deals_strategy_fkey" FOREIGN KEY ("tenant_id", "strategy") REFERENCES "strategies" ("tenant_id", "id")
) STRICT;
INSERT INTO "deals__new" ("tenant_id", "id", "seq", "owner", "source", "created_at", "created_by", "updated_at", "updated_by", "version", "deleted_at", "name", "account", "contact", "pipeline", "stage", "amount", "amount_currency", "probability", "expected_close", "tags", "weighted", "deal_type", "next_step", "competitors", "lead", "lead_source", "campaign", "description", "lost_reason", "closed_at", "code", "custom_fields") SELECT "tenant_id", "id", "seq", "owner", "source", "created_at", "created_by", "updated_at", "updated_by", "version", "deleted_at", "name", "account", "contact", "pipeline", "stage", "amount", "amount_currency", "probability", "expected_close", "tags", "weighted", "deal_type", "next_step", "competitors", "lead", "lead_source", "campaign", "description", "lost_reason", "closed_at", "code", "custom_fields" FROM "deals";
DROP TABLE "deals";
ALTER TABLE "deals__new" RENAME TO "deals";
CREATE UNIQUE INDEX "deals_seq_key" ON "deals" ("tenant_id", "seq");
CREATE INDEX "deals_name_sort" ON "deals" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_account_idx" ON "deals" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_contact_idx" ON "deals" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_pipeline_idx" ON "deals" ("tenant_id", "pipeline", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_stage_idx" ON "deals" ("tenant_id", "stage", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_amount_idx" ON "deals" ("tenant_id", "amount", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_amount_sort" ON "deals" ("tenant_id", "amount", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_expected_close_idx" ON "deals" ("tenant_id", "expected_close", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_expected_close_sort" ON "deals" ("tenant_id", "expected_close", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_lead_idx" ON "deals" ("tenant_id", "lead", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_lead_source_idx" ON "deals" ("tenant_id", "lead_source", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_strategy_idx" ON "deals" ("tenant_id", "strategy", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_closed_at_idx" ON "deals" ("tenant_id", "closed_at", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_closed_at_sort" ON "deals" ("tenant_id", "closed_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "deals_code_key" ON "deals" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_owner_idx" ON "deals" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_created_at_sort" ON "deals" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_updated_at_sort" ON "deals" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
ALTER TABLE "estimates" ADD COLUMN "discount" INTEGER;
ALTER TABLE "estimates" ADD COLUMN "discount_currency" TEXT;
ALTER TABLE "estimates" ADD COLUMN "shipping" INTEGER;
ALTER TABLE "estimates" ADD COLUMN "shipping_currency" TEXT;
ALTER TABLE "estimates" ADD COLUMN "shipping_tax_percent" INTEGER;
CREATE TABLE "leads__new" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "salutation" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "company" TEXT,
    "title" TEXT,
    "department" TEXT,
    "status" TEXT,
    "rating" TEXT,
    "lead_score" INTEGER,
    "lead_source" TEXT,
    "campaign" TEXT,
    "strategy" BLOB,
    "tags" TEXT,
    "email" TEXT,
    "secondary_email" TEXT,
    "phone" TEXT,
    "mobile" TEXT,
    "website" TEXT,
    "linkedin_url" TEXT,
    "twitter_handle" TEXT,
    "do_not_contact" INTEGER,
    "email_opt_out" INTEGER,
    "address" TEXT,
    "industry" TEXT,
    "employees" INTEGER,
    "annual_revenue" INTEGER,
    "annual_revenue_currency" TEXT,
    "next_step" TEXT,
    "last_contacted_at" INTEGER,
    "description" TEXT,
    "dead_reason" TEXT,
    "converted_at" INTEGER,
    "converted_account" BLOB,
    "converted_contact" BLOB,
    "converted_deal" BLOB,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "leads_strategy_fkey" FOREIGN KEY ("tenant_id", "strategy") REFERENCES "strategies" ("tenant_id", "id"),
    CONSTRAINT "leads_converted_account_fkey" FOREIGN KEY ("tenant_id", "converted_account") REFERENCES "accounts" ("tenant_id", "id"),
    CONSTRAINT "leads_converted_contact_fkey" FOREIGN KEY ("tenant_id", "converted_contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "leads_converted_deal_fkey" FOREIGN KEY ("tenant_id", "converted_deal") REFERENCES "deals" ("tenant_id", "id")
) STRICT;
INSERT INTO "leads__new" ("tenant_id", "id", "seq", "owner", "source", "created_at", "created_by", "updated_at", "updated_by", "version", "deleted_at", "name", "salutation", "first_name", "last_name", "company", "title", "department", "status", "rating", "lead_score", "lead_source", "campaign", "tags", "email", "secondary_email", "phone", "mobile", "website", "linkedin_url", "twitter_handle", "do_not_contact", "email_opt_out", "address", "industry", "employees", "annual_revenue", "annual_revenue_currency", "next_step", "last_contacted_at", "description", "dead_reason", "converted_at", "converted_account", "converted_contact", "converted_deal", "code", "custom_fields") SELECT "tenant_id", "id", "seq", "owner", "source", "created_at", "created_by", "updated_at", "updated_by", "version", "deleted_at", "name", "salutation", "first_name", "last_name", "company", "title", "department", "status", "rating", "lead_score", "lead_source", "campaign", "tags", "email", "secondary_email", "phone", "mobile", "website", "linkedin_url", "twitter_handle", "do_not_contact", "email_opt_out", "address", "industry", "employees", "annual_revenue", "annual_revenue_currency", "next_step", "last_contacted_at", "description", "dead_reason", "converted_at", "converted_account", "converted_contact", "converted_deal", "code", "custom_fields" FROM "leads";
DROP TABLE "leads";
ALTER TABLE "leads__new" RENAME TO "leads";
CREATE UNIQUE INDEX "leads_seq_key" ON "leads" ("tenant_id", "seq");
CREATE INDEX "leads_name_sort" ON "leads" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_company_sort" ON "leads" ("tenant_id", "company", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_status_idx" ON "leads" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_lead_score_sort" ON "leads" ("tenant_id", "lead_score", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_lead_source_idx" ON "leads" ("tenant_id", "lead_source", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_strategy_idx" ON "leads" ("tenant_id", "strategy", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_email_idx" ON "leads" ("tenant_id", "email", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_last_contacted_at_sort" ON "leads" ("tenant_id", "last_contacted_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_converted_at_sort" ON "leads" ("tenant_id", "converted_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_converted_account_idx" ON "leads" ("tenant_id", "converted_account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_converted_contact_idx" ON "leads" ("tenant_id", "converted_contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_converted_deal_idx" ON "leads" ("tenant_id", "converted_deal", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "leads_code_key" ON "leads" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_owner_idx" ON "leads" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_created_at_sort" ON "leads" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_updated_at_sort" ON "leads" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
ALTER TABLE "notes" ADD COLUMN "kind" TEXT;
ALTER TABLE "notes" ADD COLUMN "metadata" TEXT;
CREATE INDEX "notes_kind_idx" ON "notes" ("tenant_id", "kind", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "tasks__new" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "title" TEXT,
    "status" TEXT,
    "priority" TEXT,
    "due_at" INTEGER,
    "assignee" BLOB,
    "person" BLOB,
    "person_type" TEXT,
    "project" BLOB,
    "related" BLOB,
    "related_type" TEXT,
    "kind" TEXT,
    "start_at" INTEGER,
    "reminder_at" INTEGER,
    "parent" BLOB,
    "body" TEXT,
    "checklist" TEXT,
    "estimated_hours" INTEGER,
    "actual_hours" INTEGER,
    "tags" TEXT,
    "completed_at" INTEGER,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "tasks_project_fkey" FOREIGN KEY ("tenant_id", "project") REFERENCES "projects" ("tenant_id", "id"),
    CONSTRAINT "tasks_parent_fkey" FOREIGN KEY ("tenant_id", "parent") REFERENCES "tasks" ("tenant_id", "id")
) STRICT;
INSERT INTO "tasks__new" ("tenant_id", "id", "seq", "owner", "source", "created_at", "created_by", "updated_at", "updated_by", "version", "deleted_at", "title", "status", "priority", "due_at", "assignee", "related", "related_type", "kind", "start_at", "reminder_at", "parent", "body", "tags", "completed_at", "custom_fields") SELECT "tenant_id", "id", "seq", "owner", "source", "created_at", "created_by", "updated_at", "updated_by", "version", "deleted_at", "title", "status", "priority", "due_at", "assignee", "related", "related_type", "kind", "start_at", "reminder_at", "parent", "body", "tags", "completed_at", "custom_fields" FROM "tasks";
DROP TABLE "tasks";
ALTER TABLE "tasks__new" RENAME TO "tasks";
CREATE UNIQUE INDEX "tasks_seq_key" ON "tasks" ("tenant_id", "seq");
CREATE INDEX "tasks_status_idx" ON "tasks" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_priority_idx" ON "tasks" ("tenant_id", "priority", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_due_at_idx" ON "tasks" ("tenant_id", "due_at", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_due_at_sort" ON "tasks" ("tenant_id", "due_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_assignee_idx" ON "tasks" ("tenant_id", "assignee", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_person_idx" ON "tasks" ("tenant_id", "person", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_project_idx" ON "tasks" ("tenant_id", "project", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_related_idx" ON "tasks" ("tenant_id", "related", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_parent_idx" ON "tasks" ("tenant_id", "parent", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_completed_at_sort" ON "tasks" ("tenant_id", "completed_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_owner_idx" ON "tasks" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_created_at_sort" ON "tasks" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_updated_at_sort" ON "tasks" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "tickets__new" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "subject" TEXT,
    "status" TEXT,
    "priority" TEXT,
    "description" TEXT,
    "channel" TEXT,
    "category" TEXT,
    "classification" TEXT,
    "assignee" BLOB,
    "due_at" INTEGER,
    "tags" TEXT,
    "contact" BLOB,
    "account" BLOB,
    "product" BLOB,
    "email" TEXT,
    "phone" TEXT,
    "resolution" TEXT,
    "first_response_at" INTEGER,
    "resolved_at" INTEGER,
    "closed_at" INTEGER,
    "reopened_count" INTEGER,
    "merged_into" BLOB,
    "sla_policy" BLOB,
    "sla_status" TEXT,
    "first_response_due" INTEGER,
    "resolution_due" INTEGER,
    "response_breached" INTEGER,
    "resolution_breached" INTEGER,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "tickets_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "tickets_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id"),
    CONSTRAINT "tickets_product_fkey" FOREIGN KEY ("tenant_id", "product") REFERENCES "products" ("tenant_id", "id"),
    CONSTRAINT "tickets_merged_into_fkey" FOREIGN KEY ("tenant_id", "merged_into") REFERENCES "tickets" ("tenant_id", "id"),
    CONSTRAINT "tickets_sla_policy_fkey" FOREIGN KEY ("tenant_id", "sla_policy") REFERENCES "sla_policies" ("tenant_id", "id")
) STRICT;
INSERT INTO "tickets__new" ("tenant_id", "id", "seq", "owner", "source", "created_at", "created_by", "updated_at", "updated_by", "version", "deleted_at", "subject", "status", "priority", "description", "channel", "category", "classification", "assignee", "due_at", "tags", "contact", "account", "product", "email", "phone", "resolution", "first_response_at", "resolved_at", "closed_at", "reopened_count", "code", "custom_fields") SELECT "tenant_id", "id", "seq", "owner", "source", "created_at", "created_by", "updated_at", "updated_by", "version", "deleted_at", "subject", "status", "priority", "description", "channel", "category", "classification", "assignee", "due_at", "tags", "contact", "account", "product", "email", "phone", "resolution", "first_response_at", "resolved_at", "closed_at", "reopened_count", "code", "custom_fields" FROM "tickets";
DROP TABLE "tickets";
ALTER TABLE "tickets__new" RENAME TO "tickets";
CREATE UNIQUE INDEX "tickets_seq_key" ON "tickets" ("tenant_id", "seq");
CREATE INDEX "tickets_status_idx" ON "tickets" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_priority_idx" ON "tickets" ("tenant_id", "priority", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_channel_idx" ON "tickets" ("tenant_id", "channel", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_category_idx" ON "tickets" ("tenant_id", "category", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_assignee_idx" ON "tickets" ("tenant_id", "assignee", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_due_at_sort" ON "tickets" ("tenant_id", "due_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_contact_idx" ON "tickets" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_account_idx" ON "tickets" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_product_idx" ON "tickets" ("tenant_id", "product", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_resolved_at_sort" ON "tickets" ("tenant_id", "resolved_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_merged_into_idx" ON "tickets" ("tenant_id", "merged_into", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_sla_policy_idx" ON "tickets" ("tenant_id", "sla_policy", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_sla_status_idx" ON "tickets" ("tenant_id", "sla_status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_first_response_due_sort" ON "tickets" ("tenant_id", "first_response_due", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_resolution_due_sort" ON "tickets" ("tenant_id", "resolution_due", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "tickets_code_key" ON "tickets" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_owner_idx" ON "tickets" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_created_at_sort" ON "tickets" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_updated_at_sort" ON "tickets" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "attendees" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "meeting" BLOB,
    "answer" TEXT,
    "email" TEXT,
    "contact" BLOB,
    "answered_at" INTEGER,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "attendees_meeting_fkey" FOREIGN KEY ("tenant_id", "meeting") REFERENCES "meetings" ("tenant_id", "id"),
    CONSTRAINT "attendees_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "attendees_seq_key" ON "attendees" ("tenant_id", "seq");
CREATE INDEX "attendees_meeting_idx" ON "attendees" ("tenant_id", "meeting", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "attendees_answer_idx" ON "attendees" ("tenant_id", "answer", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "attendees_contact_idx" ON "attendees" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "attendees_owner_idx" ON "attendees" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "attendees_created_at_sort" ON "attendees" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "attendees_updated_at_sort" ON "attendees" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "availabilities" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "user" BLOB,
    "time_zone" TEXT,
    "monday" TEXT,
    "tuesday" TEXT,
    "wednesday" TEXT,
    "thursday" TEXT,
    "friday" TEXT,
    "saturday" TEXT,
    "sunday" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "availabilities_seq_key" ON "availabilities" ("tenant_id", "seq");
CREATE UNIQUE INDEX "availabilities_user_key" ON "availabilities" ("tenant_id", "user") WHERE "deleted_at" IS NULL;
CREATE INDEX "availabilities_user_idx" ON "availabilities" ("tenant_id", "user", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "availabilities_owner_idx" ON "availabilities" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "availabilities_created_at_sort" ON "availabilities" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "availabilities_updated_at_sort" ON "availabilities" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "booking_hosts" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "booking_type" BLOB,
    "user" BLOB,
    "priority" INTEGER,
    "active" INTEGER,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "booking_hosts_booking_type_fkey" FOREIGN KEY ("tenant_id", "booking_type") REFERENCES "booking_types" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "booking_hosts_seq_key" ON "booking_hosts" ("tenant_id", "seq");
CREATE INDEX "booking_hosts_booking_type_idx" ON "booking_hosts" ("tenant_id", "booking_type", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_hosts_user_idx" ON "booking_hosts" ("tenant_id", "user", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_hosts_owner_idx" ON "booking_hosts" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_hosts_created_at_sort" ON "booking_hosts" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_hosts_updated_at_sort" ON "booking_hosts" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "booking_types" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "slug" TEXT,
    "description" TEXT,
    "active" INTEGER,
    "public" INTEGER,
    "length_minutes" INTEGER,
    "interval_minutes" INTEGER,
    "buffer_before" INTEGER,
    "buffer_after" INTEGER,
    "minimum_notice" INTEGER,
    "horizon_days" INTEGER,
    "capacity" INTEGER,
    "needs_confirmation" INTEGER,
    "hold_minutes" INTEGER,
    "reminder_minutes" INTEGER,
    "new_people" TEXT,
    "questions" TEXT,
    "meeting_type" TEXT,
    "location" TEXT,
    "meeting_link" TEXT,
    "price" INTEGER,
    "price_currency" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "booking_types_seq_key" ON "booking_types" ("tenant_id", "seq");
CREATE INDEX "booking_types_name_sort" ON "booking_types" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "booking_types_slug_key" ON "booking_types" ("tenant_id", "slug") WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_types_active_idx" ON "booking_types" ("tenant_id", "active", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_types_owner_idx" ON "booking_types" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_types_created_at_sort" ON "booking_types" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_types_updated_at_sort" ON "booking_types" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "bookings" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "title" TEXT,
    "status" TEXT,
    "booking_type" BLOB,
    "kind" TEXT,
    "host" BLOB,
    "start_at" INTEGER,
    "end_at" INTEGER,
    "time_zone" TEXT,
    "seats" INTEGER,
    "invitee_name" TEXT,
    "invitee_email" TEXT,
    "invitee_phone" TEXT,
    "contact" BLOB,
    "lead" BLOB,
    "related" BLOB,
    "related_type" TEXT,
    "answers" TEXT,
    "notes" TEXT,
    "details" TEXT,
    "location" TEXT,
    "meeting_link" TEXT,
    "price" INTEGER,
    "price_currency" TEXT,
    "meeting" BLOB,
    "cancel_reason" TEXT,
    "reschedule_of" BLOB,
    "held_until" INTEGER,
    "confirmed_at" INTEGER,
    "cancelled_at" INTEGER,
    "completed_at" INTEGER,
    "remind_at" INTEGER,
    "reminded_at" INTEGER,
    "busy_from" INTEGER,
    "busy_until" INTEGER,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "bookings_booking_type_fkey" FOREIGN KEY ("tenant_id", "booking_type") REFERENCES "booking_types" ("tenant_id", "id"),
    CONSTRAINT "bookings_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "bookings_lead_fkey" FOREIGN KEY ("tenant_id", "lead") REFERENCES "leads" ("tenant_id", "id"),
    CONSTRAINT "bookings_meeting_fkey" FOREIGN KEY ("tenant_id", "meeting") REFERENCES "meetings" ("tenant_id", "id"),
    CONSTRAINT "bookings_reschedule_of_fkey" FOREIGN KEY ("tenant_id", "reschedule_of") REFERENCES "bookings" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "bookings_seq_key" ON "bookings" ("tenant_id", "seq");
CREATE INDEX "bookings_status_idx" ON "bookings" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_booking_type_idx" ON "bookings" ("tenant_id", "booking_type", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_kind_idx" ON "bookings" ("tenant_id", "kind", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_host_idx" ON "bookings" ("tenant_id", "host", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_start_at_idx" ON "bookings" ("tenant_id", "start_at", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_start_at_sort" ON "bookings" ("tenant_id", "start_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_invitee_email_idx" ON "bookings" ("tenant_id", "invitee_email", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_contact_idx" ON "bookings" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_lead_idx" ON "bookings" ("tenant_id", "lead", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_related_idx" ON "bookings" ("tenant_id", "related", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_meeting_idx" ON "bookings" ("tenant_id", "meeting", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_reschedule_of_idx" ON "bookings" ("tenant_id", "reschedule_of", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_held_until_idx" ON "bookings" ("tenant_id", "held_until", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_remind_at_idx" ON "bookings" ("tenant_id", "remind_at", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_busy_from_idx" ON "bookings" ("tenant_id", "busy_from", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_busy_until_idx" ON "bookings" ("tenant_id", "busy_until", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "bookings_code_key" ON "bookings" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_owner_idx" ON "bookings" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_created_at_sort" ON "bookings" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_updated_at_sort" ON "bookings" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "business_calendars" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "time_zone" TEXT,
    "is_default" INTEGER,
    "monday" TEXT,
    "tuesday" TEXT,
    "wednesday" TEXT,
    "thursday" TEXT,
    "friday" TEXT,
    "saturday" TEXT,
    "sunday" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "business_calendars_seq_key" ON "business_calendars" ("tenant_id", "seq");
CREATE INDEX "business_calendars_name_sort" ON "business_calendars" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "business_calendars_owner_idx" ON "business_calendars" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "business_calendars_created_at_sort" ON "business_calendars" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "business_calendars_updated_at_sort" ON "business_calendars" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "clients" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "code" TEXT,
    "client_type" TEXT,
    "status" TEXT,
    "stage" TEXT,
    "contact" BLOB,
    "account" BLOB,
    "account_manager" BLOB,
    "tags" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "mobile" TEXT,
    "position" TEXT,
    "user" BLOB,
    "username" TEXT,
    "company_name" TEXT,
    "industry" TEXT,
    "tax_id" TEXT,
    "website" TEXT,
    "billing_address" TEXT,
    "customer_since" TEXT,
    "credit_limit" INTEGER,
    "credit_limit_currency" TEXT,
    "payment_terms" TEXT,
    "rating" INTEGER,
    "health" TEXT,
    "total_spent" INTEGER,
    "total_spent_currency" TEXT,
    "strategy" BLOB,
    "custom_id" TEXT,
    "last_message" TEXT,
    "last_message_at" INTEGER,
    "notes" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "clients_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "clients_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id"),
    CONSTRAINT "clients_account_manager_fkey" FOREIGN KEY ("tenant_id", "account_manager") REFERENCES "employees" ("tenant_id", "id"),
    CONSTRAINT "clients_strategy_fkey" FOREIGN KEY ("tenant_id", "strategy") REFERENCES "strategies" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "clients_seq_key" ON "clients" ("tenant_id", "seq");
CREATE INDEX "clients_name_idx" ON "clients" ("tenant_id", "name", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_name_sort" ON "clients" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "clients_code_key" ON "clients" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_client_type_idx" ON "clients" ("tenant_id", "client_type", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_status_idx" ON "clients" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_stage_idx" ON "clients" ("tenant_id", "stage", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_contact_idx" ON "clients" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_account_idx" ON "clients" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_account_manager_idx" ON "clients" ("tenant_id", "account_manager", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_email_idx" ON "clients" ("tenant_id", "email", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_email_sort" ON "clients" ("tenant_id", "email", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "clients_user_key" ON "clients" ("tenant_id", "user") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_user_idx" ON "clients" ("tenant_id", "user", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_username_idx" ON "clients" ("tenant_id", "username", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_company_name_idx" ON "clients" ("tenant_id", "company_name", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_company_name_sort" ON "clients" ("tenant_id", "company_name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_industry_idx" ON "clients" ("tenant_id", "industry", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_health_idx" ON "clients" ("tenant_id", "health", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_total_spent_sort" ON "clients" ("tenant_id", "total_spent", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_strategy_idx" ON "clients" ("tenant_id", "strategy", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_custom_id_idx" ON "clients" ("tenant_id", "custom_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_last_message_at_sort" ON "clients" ("tenant_id", "last_message_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_owner_idx" ON "clients" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_created_at_sort" ON "clients" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_updated_at_sort" ON "clients" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "consents" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "person" BLOB,
    "person_type" TEXT,
    "purpose" TEXT,
    "event" TEXT,
    "basis" TEXT,
    "at" INTEGER,
    "channel" TEXT,
    "evidence" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "consents_seq_key" ON "consents" ("tenant_id", "seq");
CREATE INDEX "consents_person_idx" ON "consents" ("tenant_id", "person", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_purpose_idx" ON "consents" ("tenant_id", "purpose", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_event_idx" ON "consents" ("tenant_id", "event", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_basis_idx" ON "consents" ("tenant_id", "basis", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_at_sort" ON "consents" ("tenant_id", "at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_channel_idx" ON "consents" ("tenant_id", "channel", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_owner_idx" ON "consents" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_created_at_sort" ON "consents" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_updated_at_sort" ON "consents" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "conversations" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "subject" TEXT,
    "status" TEXT,
    "channel" TEXT,
    "priority" TEXT,
    "inbox" BLOB,
    "assignee" BLOB,
    "strategy" BLOB,
    "snoozed_until" INTEGER,
    "tags" TEXT,
    "contact" BLOB,
    "lead" BLOB,
    "client" BLOB,
    "about" BLOB,
    "about_type" TEXT,
    "ticket" BLOB,
    "related" BLOB,
    "related_type" TEXT,
    "last_message" TEXT,
    "last_message_at" INTEGER,
    "last_direction" TEXT,
    "message_count" INTEGER,
    "unread_count" INTEGER,
    "first_response_at" INTEGER,
    "closed_at" INTEGER,
    "external_id" TEXT,
    "metadata" TEXT,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "conversations_inbox_fkey" FOREIGN KEY ("tenant_id", "inbox") REFERENCES "inboxes" ("tenant_id", "id"),
    CONSTRAINT "conversations_strategy_fkey" FOREIGN KEY ("tenant_id", "strategy") REFERENCES "strategies" ("tenant_id", "id"),
    CONSTRAINT "conversations_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "conversations_lead_fkey" FOREIGN KEY ("tenant_id", "lead") REFERENCES "leads" ("tenant_id", "id"),
    CONSTRAINT "conversations_client_fkey" FOREIGN KEY ("tenant_id", "client") REFERENCES "clients" ("tenant_id", "id"),
    CONSTRAINT "conversations_ticket_fkey" FOREIGN KEY ("tenant_id", "ticket") REFERENCES "tickets" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "conversations_seq_key" ON "conversations" ("tenant_id", "seq");
CREATE INDEX "conversations_status_idx" ON "conversations" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_channel_idx" ON "conversations" ("tenant_id", "channel", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_priority_idx" ON "conversations" ("tenant_id", "priority", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_inbox_idx" ON "conversations" ("tenant_id", "inbox", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_assignee_idx" ON "conversations" ("tenant_id", "assignee", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_strategy_idx" ON "conversations" ("tenant_id", "strategy", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_snoozed_until_sort" ON "conversations" ("tenant_id", "snoozed_until", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_contact_idx" ON "conversations" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_lead_idx" ON "conversations" ("tenant_id", "lead", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_client_idx" ON "conversations" ("tenant_id", "client", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_about_idx" ON "conversations" ("tenant_id", "about", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_ticket_idx" ON "conversations" ("tenant_id", "ticket", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_related_idx" ON "conversations" ("tenant_id", "related", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_last_message_at_idx" ON "conversations" ("tenant_id", "last_message_at", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_last_message_at_sort" ON "conversations" ("tenant_id", "last_message_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_last_direction_idx" ON "conversations" ("tenant_id", "last_direction", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_unread_count_idx" ON "conversations" ("tenant_id", "unread_count", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_unread_count_sort" ON "conversations" ("tenant_id", "unread_count", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_external_id_idx" ON "conversations" ("tenant_id", "external_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "conversations_code_key" ON "conversations" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_owner_idx" ON "conversations" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_created_at_sort" ON "conversations" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_updated_at_sort" ON "conversations" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "credit_notes" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "title" TEXT,
    "status" TEXT,
    "number" TEXT,
    "invoice" BLOB,
    "account" BLOB,
    "contact" BLOB,
    "issue_date" TEXT,
    "reason" TEXT,
    "lines" TEXT,
    "subtotal" INTEGER,
    "subtotal_currency" TEXT,
    "discount" INTEGER,
    "discount_currency" TEXT,
    "shipping" INTEGER,
    "shipping_currency" TEXT,
    "shipping_tax_percent" INTEGER,
    "tax" INTEGER,
    "tax_currency" TEXT,
    "total" INTEGER,
    "total_currency" TEXT,
    "billing_name" TEXT,
    "billing_address" TEXT,
    "customer_tax_id" TEXT,
    "note" TEXT,
    "series" BLOB,
    "issued_at" INTEGER,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "credit_notes_invoice_fkey" FOREIGN KEY ("tenant_id", "invoice") REFERENCES "invoices" ("tenant_id", "id"),
    CONSTRAINT "credit_notes_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id"),
    CONSTRAINT "credit_notes_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "credit_notes_series_fkey" FOREIGN KEY ("tenant_id", "series") REFERENCES "number_series" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "credit_notes_seq_key" ON "credit_notes" ("tenant_id", "seq");
CREATE INDEX "credit_notes_status_idx" ON "credit_notes" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "credit_notes_number_key" ON "credit_notes" ("tenant_id", "number") WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_invoice_idx" ON "credit_notes" ("tenant_id", "invoice", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_account_idx" ON "credit_notes" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_contact_idx" ON "credit_notes" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_issue_date_idx" ON "credit_notes" ("tenant_id", "issue_date", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_issue_date_sort" ON "credit_notes" ("tenant_id", "issue_date", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_total_sort" ON "credit_notes" ("tenant_id", "total", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_series_idx" ON "credit_notes" ("tenant_id", "series", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_owner_idx" ON "credit_notes" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_created_at_sort" ON "credit_notes" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_updated_at_sort" ON "credit_notes" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "date_overrides" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "reason" TEXT,
    "availability" BLOB,
    "date" TEXT,
    "hours" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "date_overrides_availability_fkey" FOREIGN KEY ("tenant_id", "availability") REFERENCES "availabilities" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "date_overrides_seq_key" ON "date_overrides" ("tenant_id", "seq");
CREATE INDEX "date_overrides_availability_idx" ON "date_overrides" ("tenant_id", "availability", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "date_overrides_date_idx" ON "date_overrides" ("tenant_id", "date", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "date_overrides_date_sort" ON "date_overrides" ("tenant_id", "date", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "date_overrides_owner_idx" ON "date_overrides" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "date_overrides_created_at_sort" ON "date_overrides" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "date_overrides_updated_at_sort" ON "date_overrides" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "document_versions" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "document" BLOB,
    "number" INTEGER,
    "file_name" TEXT,
    "mime_type" TEXT,
    "size" INTEGER,
    "sha256" TEXT,
    "comment" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "document_versions_document_fkey" FOREIGN KEY ("tenant_id", "document") REFERENCES "documents" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "document_versions_seq_key" ON "document_versions" ("tenant_id", "seq");
CREATE INDEX "document_versions_document_idx" ON "document_versions" ("tenant_id", "document", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "document_versions_number_sort" ON "document_versions" ("tenant_id", "number", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "document_versions_sha256_idx" ON "document_versions" ("tenant_id", "sha256", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "document_versions_owner_idx" ON "document_versions" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "document_versions_created_at_sort" ON "document_versions" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "document_versions_updated_at_sort" ON "document_versions" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "documents" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "title" TEXT,
    "status" TEXT,
    "folder" BLOB,
    "related" BLOB,
    "related_type" TEXT,
    "description" TEXT,
    "url" TEXT,
    "expires_at" INTEGER,
    "tags" TEXT,
    "file_name" TEXT,
    "mime_type" TEXT,
    "size" INTEGER,
    "sha256" TEXT,
    "current_version" INTEGER,
    "uploaded_at" INTEGER,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "documents_folder_fkey" FOREIGN KEY ("tenant_id", "folder") REFERENCES "folders" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "documents_seq_key" ON "documents" ("tenant_id", "seq");
CREATE INDEX "documents_title_sort" ON "documents" ("tenant_id", "title", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_status_idx" ON "documents" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_folder_idx" ON "documents" ("tenant_id", "folder", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_related_idx" ON "documents" ("tenant_id", "related", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_expires_at_sort" ON "documents" ("tenant_id", "expires_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_mime_type_idx" ON "documents" ("tenant_id", "mime_type", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_size_sort" ON "documents" ("tenant_id", "size", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_sha256_idx" ON "documents" ("tenant_id", "sha256", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_uploaded_at_sort" ON "documents" ("tenant_id", "uploaded_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_owner_idx" ON "documents" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_created_at_sort" ON "documents" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_updated_at_sort" ON "documents" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "employees" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "code" TEXT,
    "position" TEXT,
    "department" TEXT,
    "manager" BLOB,
    "status" TEXT,
    "user" BLOB,
    "tags" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "mobile" TEXT,
    "address" TEXT,
    "emergency_contact" TEXT,
    "work_id" TEXT,
    "username" TEXT,
    "work_location" TEXT,
    "department_head" TEXT,
    "employment_type" TEXT,
    "hire_date" TEXT,
    "left_on" TEXT,
    "weekly_hours" INTEGER,
    "skills" TEXT,
    "salary" INTEGER,
    "salary_currency" TEXT,
    "salary_level" INTEGER,
    "hourly_rate" INTEGER,
    "hourly_rate_currency" TEXT,
    "birthday" TEXT,
    "notes" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "employees_manager_fkey" FOREIGN KEY ("tenant_id", "manager") REFERENCES "employees" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "employees_seq_key" ON "employees" ("tenant_id", "seq");
CREATE INDEX "employees_name_idx" ON "employees" ("tenant_id", "name", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_name_sort" ON "employees" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "employees_code_key" ON "employees" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_department_idx" ON "employees" ("tenant_id", "department", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_manager_idx" ON "employees" ("tenant_id", "manager", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_status_idx" ON "employees" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "employees_user_key" ON "employees" ("tenant_id", "user") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_user_idx" ON "employees" ("tenant_id", "user", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_email_idx" ON "employees" ("tenant_id", "email", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_email_sort" ON "employees" ("tenant_id", "email", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "employees_work_id_key" ON "employees" ("tenant_id", "work_id") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_username_idx" ON "employees" ("tenant_id", "username", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_work_location_idx" ON "employees" ("tenant_id", "work_location", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_hire_date_sort" ON "employees" ("tenant_id", "hire_date", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_owner_idx" ON "employees" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_created_at_sort" ON "employees" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_updated_at_sort" ON "employees" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "expenses" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "description" TEXT,
    "amount" INTEGER,
    "amount_currency" TEXT,
    "date" TEXT,
    "category" TEXT,
    "project" BLOB,
    "task" BLOB,
    "supplier" BLOB,
    "user" BLOB,
    "billable" INTEGER,
    "billed" INTEGER,
    "note" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "expenses_project_fkey" FOREIGN KEY ("tenant_id", "project") REFERENCES "projects" ("tenant_id", "id"),
    CONSTRAINT "expenses_task_fkey" FOREIGN KEY ("tenant_id", "task") REFERENCES "tasks" ("tenant_id", "id"),
    CONSTRAINT "expenses_supplier_fkey" FOREIGN KEY ("tenant_id", "supplier") REFERENCES "suppliers" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "expenses_seq_key" ON "expenses" ("tenant_id", "seq");
CREATE INDEX "expenses_amount_idx" ON "expenses" ("tenant_id", "amount", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_amount_sort" ON "expenses" ("tenant_id", "amount", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_date_idx" ON "expenses" ("tenant_id", "date", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_date_sort" ON "expenses" ("tenant_id", "date", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_category_idx" ON "expenses" ("tenant_id", "category", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_project_idx" ON "expenses" ("tenant_id", "project", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_task_idx" ON "expenses" ("tenant_id", "task", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_supplier_idx" ON "expenses" ("tenant_id", "supplier", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_user_idx" ON "expenses" ("tenant_id", "user", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_billable_idx" ON "expenses" ("tenant_id", "billable", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_billed_idx" ON "expenses" ("tenant_id", "billed", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_owner_idx" ON "expenses" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_created_at_sort" ON "expenses" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_updated_at_sort" ON "expenses" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "folders" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "parent" BLOB,
    "description" TEXT,
    "tags" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "folders_parent_fkey" FOREIGN KEY ("tenant_id", "parent") REFERENCES "folders" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "folders_seq_key" ON "folders" ("tenant_id", "seq");
CREATE INDEX "folders_name_sort" ON "folders" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "folders_parent_idx" ON "folders" ("tenant_id", "parent", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "folders_owner_idx" ON "folders" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "folders_created_at_sort" ON "folders" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "folders_updated_at_sort" ON "folders" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "holidays" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "calendar" BLOB,
    "date" TEXT,
    "every_year" INTEGER,
    "hours" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "holidays_calendar_fkey" FOREIGN KEY ("tenant_id", "calendar") REFERENCES "business_calendars" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "holidays_seq_key" ON "holidays" ("tenant_id", "seq");
CREATE INDEX "holidays_calendar_idx" ON "holidays" ("tenant_id", "calendar", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "holidays_date_idx" ON "holidays" ("tenant_id", "date", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "holidays_date_sort" ON "holidays" ("tenant_id", "date", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "holidays_owner_idx" ON "holidays" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "holidays_created_at_sort" ON "holidays" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "holidays_updated_at_sort" ON "holidays" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "host_calendars" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "user" BLOB,
    "revision" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "host_calendars_seq_key" ON "host_calendars" ("tenant_id", "seq");
CREATE UNIQUE INDEX "host_calendars_user_key" ON "host_calendars" ("tenant_id", "user") WHERE "deleted_at" IS NULL;
CREATE INDEX "host_calendars_user_idx" ON "host_calendars" ("tenant_id", "user", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "host_calendars_owner_idx" ON "host_calendars" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "host_calendars_created_at_sort" ON "host_calendars" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "host_calendars_updated_at_sort" ON "host_calendars" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "inboxes" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "channel" TEXT,
    "address" TEXT,
    "active" INTEGER,
    "assignee" BLOB,
    "strategy" BLOB,
    "greeting" TEXT,
    "description" TEXT,
    "settings" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "inboxes_strategy_fkey" FOREIGN KEY ("tenant_id", "strategy") REFERENCES "strategies" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "inboxes_seq_key" ON "inboxes" ("tenant_id", "seq");
CREATE INDEX "inboxes_name_sort" ON "inboxes" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_channel_idx" ON "inboxes" ("tenant_id", "channel", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_address_idx" ON "inboxes" ("tenant_id", "address", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_active_idx" ON "inboxes" ("tenant_id", "active", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_assignee_idx" ON "inboxes" ("tenant_id", "assignee", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_strategy_idx" ON "inboxes" ("tenant_id", "strategy", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_owner_idx" ON "inboxes" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_created_at_sort" ON "inboxes" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_updated_at_sort" ON "inboxes" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "invoices" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "title" TEXT,
    "status" TEXT,
    "number" TEXT,
    "account" BLOB,
    "contact" BLOB,
    "issue_date" TEXT,
    "due_date" TEXT,
    "tags" TEXT,
    "price_book" BLOB,
    "lines" TEXT,
    "subtotal" INTEGER,
    "subtotal_currency" TEXT,
    "discount" INTEGER,
    "discount_currency" TEXT,
    "shipping" INTEGER,
    "shipping_currency" TEXT,
    "shipping_tax_percent" INTEGER,
    "tax" INTEGER,
    "tax_currency" TEXT,
    "total" INTEGER,
    "total_currency" TEXT,
    "amount_paid" INTEGER,
    "amount_paid_currency" TEXT,
    "amount_credited" INTEGER,
    "amount_credited_currency" TEXT,
    "balance" INTEGER,
    "balance_currency" TEXT,
    "paid_before" INTEGER,
    "paid_before_currency" TEXT,
    "terms" TEXT,
    "paid_at" INTEGER,
    "billing_name" TEXT,
    "billing_address" TEXT,
    "customer_tax_id" TEXT,
    "customer_reference" TEXT,
    "service_from" TEXT,
    "service_to" TEXT,
    "note" TEXT,
    "order" BLOB,
    "work_order" BLOB,
    "deal" BLOB,
    "series" BLOB,
    "issued_at" INTEGER,
    "sent_at" INTEGER,
    "voided_at" INTEGER,
    "void_reason" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "invoices_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id"),
    CONSTRAINT "invoices_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "invoices_price_book_fkey" FOREIGN KEY ("tenant_id", "price_book") REFERENCES "price_books" ("tenant_id", "id"),
    CONSTRAINT "invoices_order_fkey" FOREIGN KEY ("tenant_id", "order") REFERENCES "orders" ("tenant_id", "id"),
    CONSTRAINT "invoices_work_order_fkey" FOREIGN KEY ("tenant_id", "work_order") REFERENCES "work_orders" ("tenant_id", "id"),
    CONSTRAINT "invoices_deal_fkey" FOREIGN KEY ("tenant_id", "deal") REFERENCES "deals" ("tenant_id", "id"),
    CONSTRAINT "invoices_series_fkey" FOREIGN KEY ("tenant_id", "series") REFERENCES "number_series" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "invoices_seq_key" ON "invoices" ("tenant_id", "seq");
CREATE INDEX "invoices_status_idx" ON "invoices" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "invoices_number_key" ON "invoices" ("tenant_id", "number") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_account_idx" ON "invoices" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_contact_idx" ON "invoices" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_issue_date_idx" ON "invoices" ("tenant_id", "issue_date", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_issue_date_sort" ON "invoices" ("tenant_id", "issue_date", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_due_date_idx" ON "invoices" ("tenant_id", "due_date", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_due_date_sort" ON "invoices" ("tenant_id", "due_date", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_price_book_idx" ON "invoices" ("tenant_id", "price_book", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_total_sort" ON "invoices" ("tenant_id", "total", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_balance_sort" ON "invoices" ("tenant_id", "balance", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_paid_at_sort" ON "invoices" ("tenant_id", "paid_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_order_idx" ON "invoices" ("tenant_id", "order", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_work_order_idx" ON "invoices" ("tenant_id", "work_order", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_deal_idx" ON "invoices" ("tenant_id", "deal", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_series_idx" ON "invoices" ("tenant_id", "series", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_owner_idx" ON "invoices" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_created_at_sort" ON "invoices" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_updated_at_sort" ON "invoices" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "letterheads" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "is_default" INTEGER,
    "company_name" TEXT,
    "address" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "website" TEXT,
    "tax_id" TEXT,
    "vat_id" TEXT,
    "register" TEXT,
    "bank_name" TEXT,
    "iban" TEXT,
    "bic" TEXT,
    "language" TEXT,
    "introduction" TEXT,
    "closing" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "letterheads_seq_key" ON "letterheads" ("tenant_id", "seq");
CREATE UNIQUE INDEX "letterheads_name_key" ON "letterheads" ("tenant_id", "name") WHERE "deleted_at" IS NULL;
CREATE INDEX "letterheads_is_default_idx" ON "letterheads" ("tenant_id", "is_default", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "letterheads_owner_idx" ON "letterheads" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "letterheads_created_at_sort" ON "letterheads" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "letterheads_updated_at_sort" ON "letterheads" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "messages" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "conversation" BLOB,
    "body" TEXT,
    "direction" TEXT,
    "author_kind" TEXT,
    "author" BLOB,
    "author_name" TEXT,
    "sent_at" INTEGER,
    "delivered_at" INTEGER,
    "read_at" INTEGER,
    "failure" TEXT,
    "attachments" TEXT,
    "external_id" TEXT,
    "metadata" TEXT,
    "preview" TEXT,
    "inbox" BLOB,
    "external_key" TEXT,
    "related" BLOB,
    "related_type" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "messages_conversation_fkey" FOREIGN KEY ("tenant_id", "conversation") REFERENCES "conversations" ("tenant_id", "id"),
    CONSTRAINT "messages_inbox_fkey" FOREIGN KEY ("tenant_id", "inbox") REFERENCES "inboxes" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "messages_seq_key" ON "messages" ("tenant_id", "seq");
CREATE INDEX "messages_conversation_idx" ON "messages" ("tenant_id", "conversation", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_direction_idx" ON "messages" ("tenant_id", "direction", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_author_kind_idx" ON "messages" ("tenant_id", "author_kind", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_author_idx" ON "messages" ("tenant_id", "author", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_sent_at_idx" ON "messages" ("tenant_id", "sent_at", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_sent_at_sort" ON "messages" ("tenant_id", "sent_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_read_at_idx" ON "messages" ("tenant_id", "read_at", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_external_id_idx" ON "messages" ("tenant_id", "external_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_inbox_idx" ON "messages" ("tenant_id", "inbox", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "messages_external_key_key" ON "messages" ("tenant_id", "external_key") WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_related_idx" ON "messages" ("tenant_id", "related", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_owner_idx" ON "messages" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_created_at_sort" ON "messages" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_updated_at_sort" ON "messages" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "milestones" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "project" BLOB,
    "status" TEXT,
    "due_date" TEXT,
    "description" TEXT,
    "reached_at" INTEGER,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "milestones_project_fkey" FOREIGN KEY ("tenant_id", "project") REFERENCES "projects" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "milestones_seq_key" ON "milestones" ("tenant_id", "seq");
CREATE INDEX "milestones_project_idx" ON "milestones" ("tenant_id", "project", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "milestones_status_idx" ON "milestones" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "milestones_due_date_idx" ON "milestones" ("tenant_id", "due_date", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "milestones_due_date_sort" ON "milestones" ("tenant_id", "due_date", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "milestones_reached_at_sort" ON "milestones" ("tenant_id", "reached_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "milestones_owner_idx" ON "milestones" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "milestones_created_at_sort" ON "milestones" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "milestones_updated_at_sort" ON "milestones" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "number_series" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "purpose" TEXT,
    "pattern" TEXT,
    "next" INTEGER,
    "restart" TEXT,
    "year" INTEGER,
    "given" INTEGER,
    "last_date" TEXT,
    "is_default" INTEGER,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "number_series_seq_key" ON "number_series" ("tenant_id", "seq");
CREATE UNIQUE INDEX "number_series_name_key" ON "number_series" ("tenant_id", "name") WHERE "deleted_at" IS NULL;
CREATE INDEX "number_series_purpose_idx" ON "number_series" ("tenant_id", "purpose", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "number_series_is_default_idx" ON "number_series" ("tenant_id", "is_default", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "number_series_owner_idx" ON "number_series" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "number_series_created_at_sort" ON "number_series" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "number_series_updated_at_sort" ON "number_series" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "orders" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "title" TEXT,
    "status" TEXT,
    "direction" TEXT,
    "number" TEXT,
    "account" BLOB,
    "contact" BLOB,
    "order_date" TEXT,
    "delivery_date" TEXT,
    "payment_status" TEXT,
    "tags" TEXT,
    "price_book" BLOB,
    "lines" TEXT,
    "subtotal" INTEGER,
    "subtotal_currency" TEXT,
    "discount" INTEGER,
    "discount_currency" TEXT,
    "shipping" INTEGER,
    "shipping_currency" TEXT,
    "shipping_tax_percent" INTEGER,
    "tax" INTEGER,
    "tax_currency" TEXT,
    "total" INTEGER,
    "total_currency" TEXT,
    "billing_address" TEXT,
    "shipping_address" TEXT,
    "terms" TEXT,
    "description" TEXT,
    "deal" BLOB,
    "estimate" BLOB,
    "confirmed_at" INTEGER,
    "fulfilled_at" INTEGER,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "orders_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id"),
    CONSTRAINT "orders_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "orders_price_book_fkey" FOREIGN KEY ("tenant_id", "price_book") REFERENCES "price_books" ("tenant_id", "id"),
    CONSTRAINT "orders_deal_fkey" FOREIGN KEY ("tenant_id", "deal") REFERENCES "deals" ("tenant_id", "id"),
    CONSTRAINT "orders_estimate_fkey" FOREIGN KEY ("tenant_id", "estimate") REFERENCES "estimates" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "orders_seq_key" ON "orders" ("tenant_id", "seq");
CREATE INDEX "orders_status_idx" ON "orders" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_direction_idx" ON "orders" ("tenant_id", "direction", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_number_idx" ON "orders" ("tenant_id", "number", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_account_idx" ON "orders" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_contact_idx" ON "orders" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_order_date_idx" ON "orders" ("tenant_id", "order_date", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_order_date_sort" ON "orders" ("tenant_id", "order_date", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_delivery_date_sort" ON "orders" ("tenant_id", "delivery_date", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_payment_status_idx" ON "orders" ("tenant_id", "payment_status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_price_book_idx" ON "orders" ("tenant_id", "price_book", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_total_sort" ON "orders" ("tenant_id", "total", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_deal_idx" ON "orders" ("tenant_id", "deal", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_estimate_idx" ON "orders" ("tenant_id", "estimate", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "orders_code_key" ON "orders" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_owner_idx" ON "orders" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_created_at_sort" ON "orders" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_updated_at_sort" ON "orders" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "out_of_office" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "reason" TEXT,
    "user" BLOB,
    "start_at" INTEGER,
    "end_at" INTEGER,
    "note" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "out_of_office_seq_key" ON "out_of_office" ("tenant_id", "seq");
CREATE INDEX "out_of_office_user_idx" ON "out_of_office" ("tenant_id", "user", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "out_of_office_start_at_idx" ON "out_of_office" ("tenant_id", "start_at", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "out_of_office_start_at_sort" ON "out_of_office" ("tenant_id", "start_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "out_of_office_end_at_idx" ON "out_of_office" ("tenant_id", "end_at", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "out_of_office_owner_idx" ON "out_of_office" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "out_of_office_created_at_sort" ON "out_of_office" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "out_of_office_updated_at_sort" ON "out_of_office" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "payments" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "invoice" BLOB,
    "amount" INTEGER,
    "amount_currency" TEXT,
    "kind" TEXT,
    "date" TEXT,
    "method" TEXT,
    "reference" TEXT,
    "account" BLOB,
    "note" TEXT,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "payments_invoice_fkey" FOREIGN KEY ("tenant_id", "invoice") REFERENCES "invoices" ("tenant_id", "id"),
    CONSTRAINT "payments_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "payments_seq_key" ON "payments" ("tenant_id", "seq");
CREATE INDEX "payments_invoice_idx" ON "payments" ("tenant_id", "invoice", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_amount_sort" ON "payments" ("tenant_id", "amount", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_kind_idx" ON "payments" ("tenant_id", "kind", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_date_idx" ON "payments" ("tenant_id", "date", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_date_sort" ON "payments" ("tenant_id", "date", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_method_idx" ON "payments" ("tenant_id", "method", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_account_idx" ON "payments" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "payments_code_key" ON "payments" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_owner_idx" ON "payments" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_created_at_sort" ON "payments" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_updated_at_sort" ON "payments" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "price_book_entries" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "title" TEXT,
    "price_book" BLOB,
    "product" BLOB,
    "price" INTEGER,
    "price_currency" TEXT,
    "min_quantity" INTEGER,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "price_book_entries_price_book_fkey" FOREIGN KEY ("tenant_id", "price_book") REFERENCES "price_books" ("tenant_id", "id"),
    CONSTRAINT "price_book_entries_product_fkey" FOREIGN KEY ("tenant_id", "product") REFERENCES "products" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "price_book_entries_seq_key" ON "price_book_entries" ("tenant_id", "seq");
CREATE INDEX "price_book_entries_price_book_idx" ON "price_book_entries" ("tenant_id", "price_book", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "price_book_entries_product_idx" ON "price_book_entries" ("tenant_id", "product", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "price_book_entries_price_sort" ON "price_book_entries" ("tenant_id", "price", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "price_book_entries_owner_idx" ON "price_book_entries" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "price_book_entries_created_at_sort" ON "price_book_entries" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "price_book_entries_updated_at_sort" ON "price_book_entries" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "price_books" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "currency" TEXT,
    "is_default" INTEGER,
    "valid_from" TEXT,
    "valid_until" TEXT,
    "description" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "price_books_seq_key" ON "price_books" ("tenant_id", "seq");
CREATE UNIQUE INDEX "price_books_name_key" ON "price_books" ("tenant_id", "name") WHERE "deleted_at" IS NULL;
CREATE INDEX "price_books_name_sort" ON "price_books" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "price_books_currency_idx" ON "price_books" ("tenant_id", "currency", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "price_books_is_default_idx" ON "price_books" ("tenant_id", "is_default", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "price_books_owner_idx" ON "price_books" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "price_books_created_at_sort" ON "price_books" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "price_books_updated_at_sort" ON "price_books" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "privacy_requests" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "subject" TEXT,
    "status" TEXT,
    "kind" TEXT,
    "person" BLOB,
    "person_type" TEXT,
    "email" TEXT,
    "received_on" TEXT,
    "due_on" TEXT,
    "assignee" BLOB,
    "verified_by" TEXT,
    "answer" TEXT,
    "refusal" TEXT,
    "answered_at" INTEGER,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "privacy_requests_seq_key" ON "privacy_requests" ("tenant_id", "seq");
CREATE INDEX "privacy_requests_status_idx" ON "privacy_requests" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_kind_idx" ON "privacy_requests" ("tenant_id", "kind", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_person_idx" ON "privacy_requests" ("tenant_id", "person", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_received_on_sort" ON "privacy_requests" ("tenant_id", "received_on", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_due_on_idx" ON "privacy_requests" ("tenant_id", "due_on", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_due_on_sort" ON "privacy_requests" ("tenant_id", "due_on", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_assignee_idx" ON "privacy_requests" ("tenant_id", "assignee", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_answered_at_sort" ON "privacy_requests" ("tenant_id", "answered_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "privacy_requests_code_key" ON "privacy_requests" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_owner_idx" ON "privacy_requests" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_created_at_sort" ON "privacy_requests" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_updated_at_sort" ON "privacy_requests" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "professionals" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "code" TEXT,
    "profession" TEXT,
    "specialty" TEXT,
    "status" TEXT,
    "available" INTEGER,
    "contact" BLOB,
    "account" BLOB,
    "tags" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "mobile" TEXT,
    "company_name" TEXT,
    "address" TEXT,
    "portfolio" TEXT,
    "user" BLOB,
    "username" TEXT,
    "hourly_rate" INTEGER,
    "hourly_rate_currency" TEXT,
    "rating" INTEGER,
    "years_experience" INTEGER,
    "licence_number" TEXT,
    "licence_valid_until" TEXT,
    "certifications" TEXT,
    "skills" TEXT,
    "availability" TEXT,
    "work_area" TEXT,
    "tax_id" TEXT,
    "notes" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "professionals_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "professionals_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "professionals_seq_key" ON "professionals" ("tenant_id", "seq");
CREATE INDEX "professionals_name_idx" ON "professionals" ("tenant_id", "name", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_name_sort" ON "professionals" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "professionals_code_key" ON "professionals" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_profession_idx" ON "professionals" ("tenant_id", "profession", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_specialty_idx" ON "professionals" ("tenant_id", "specialty", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_status_idx" ON "professionals" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_available_idx" ON "professionals" ("tenant_id", "available", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_contact_idx" ON "professionals" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_account_idx" ON "professionals" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_email_idx" ON "professionals" ("tenant_id", "email", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_email_sort" ON "professionals" ("tenant_id", "email", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "professionals_user_key" ON "professionals" ("tenant_id", "user") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_user_idx" ON "professionals" ("tenant_id", "user", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_username_idx" ON "professionals" ("tenant_id", "username", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_hourly_rate_sort" ON "professionals" ("tenant_id", "hourly_rate", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_rating_idx" ON "professionals" ("tenant_id", "rating", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_rating_sort" ON "professionals" ("tenant_id", "rating", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_years_experience_sort" ON "professionals" ("tenant_id", "years_experience", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_licence_valid_until_idx" ON "professionals" ("tenant_id", "licence_valid_until", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_licence_valid_until_sort" ON "professionals" ("tenant_id", "licence_valid_until", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_owner_idx" ON "professionals" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_created_at_sort" ON "professionals" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_updated_at_sort" ON "professionals" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "project_members" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "project" BLOB,
    "user" BLOB,
    "person" BLOB,
    "person_type" TEXT,
    "name" TEXT,
    "role" TEXT,
    "hourly_rate" INTEGER,
    "hourly_rate_currency" TEXT,
    "allocation" INTEGER,
    "joined_on" TEXT,
    "left_on" TEXT,
    "note" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "project_members_project_fkey" FOREIGN KEY ("tenant_id", "project") REFERENCES "projects" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "project_members_seq_key" ON "project_members" ("tenant_id", "seq");
CREATE INDEX "project_members_project_idx" ON "project_members" ("tenant_id", "project", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "project_members_user_idx" ON "project_members" ("tenant_id", "user", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "project_members_person_idx" ON "project_members" ("tenant_id", "person", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "project_members_role_idx" ON "project_members" ("tenant_id", "role", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "project_members_owner_idx" ON "project_members" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "project_members_created_at_sort" ON "project_members" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "project_members_updated_at_sort" ON "project_members" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "projects" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "status" TEXT,
    "priority" TEXT,
    "project_type" TEXT,
    "category" TEXT,
    "description" TEXT,
    "manager" BLOB,
    "tags" TEXT,
    "client" BLOB,
    "account" BLOB,
    "contact" BLOB,
    "deal" BLOB,
    "start_date" TEXT,
    "deadline" TEXT,
    "progress" INTEGER,
    "progress_by_hand" INTEGER,
    "completed_at" INTEGER,
    "estimated_hours" INTEGER,
    "hours_spent" INTEGER,
    "budget" INTEGER,
    "budget_currency" TEXT,
    "spent" INTEGER,
    "spent_currency" TEXT,
    "remaining" INTEGER,
    "budget_used" INTEGER,
    "notes" TEXT,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "projects_client_fkey" FOREIGN KEY ("tenant_id", "client") REFERENCES "clients" ("tenant_id", "id"),
    CONSTRAINT "projects_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id"),
    CONSTRAINT "projects_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "projects_deal_fkey" FOREIGN KEY ("tenant_id", "deal") REFERENCES "deals" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "projects_seq_key" ON "projects" ("tenant_id", "seq");
CREATE INDEX "projects_name_sort" ON "projects" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_status_idx" ON "projects" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_priority_idx" ON "projects" ("tenant_id", "priority", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_project_type_idx" ON "projects" ("tenant_id", "project_type", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_category_idx" ON "projects" ("tenant_id", "category", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_manager_idx" ON "projects" ("tenant_id", "manager", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_client_idx" ON "projects" ("tenant_id", "client", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_account_idx" ON "projects" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_contact_idx" ON "projects" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_deal_idx" ON "projects" ("tenant_id", "deal", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_start_date_idx" ON "projects" ("tenant_id", "start_date", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_start_date_sort" ON "projects" ("tenant_id", "start_date", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_deadline_idx" ON "projects" ("tenant_id", "deadline", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_deadline_sort" ON "projects" ("tenant_id", "deadline", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_progress_sort" ON "projects" ("tenant_id", "progress", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_completed_at_sort" ON "projects" ("tenant_id", "completed_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_hours_spent_sort" ON "projects" ("tenant_id", "hours_spent", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_budget_idx" ON "projects" ("tenant_id", "budget", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_budget_sort" ON "projects" ("tenant_id", "budget", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_spent_sort" ON "projects" ("tenant_id", "spent", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "projects_code_key" ON "projects" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_owner_idx" ON "projects" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_created_at_sort" ON "projects" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_updated_at_sort" ON "projects" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "service_appointments" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "title" TEXT,
    "status" TEXT,
    "work_order" BLOB,
    "assignee" BLOB,
    "start" INTEGER,
    "end" INTEGER,
    "address" TEXT,
    "account" BLOB,
    "note" TEXT,
    "report" TEXT,
    "dispatched_at" INTEGER,
    "finished_at" INTEGER,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "service_appointments_work_order_fkey" FOREIGN KEY ("tenant_id", "work_order") REFERENCES "work_orders" ("tenant_id", "id"),
    CONSTRAINT "service_appointments_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "service_appointments_seq_key" ON "service_appointments" ("tenant_id", "seq");
CREATE INDEX "service_appointments_status_idx" ON "service_appointments" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_work_order_idx" ON "service_appointments" ("tenant_id", "work_order", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_assignee_idx" ON "service_appointments" ("tenant_id", "assignee", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_start_idx" ON "service_appointments" ("tenant_id", "start", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_start_sort" ON "service_appointments" ("tenant_id", "start", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_end_idx" ON "service_appointments" ("tenant_id", "end", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_account_idx" ON "service_appointments" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "service_appointments_code_key" ON "service_appointments" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_owner_idx" ON "service_appointments" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_created_at_sort" ON "service_appointments" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_updated_at_sort" ON "service_appointments" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "sla_policies" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "description" TEXT,
    "active" INTEGER,
    "position" INTEGER,
    "calendar" BLOB,
    "priorities" TEXT,
    "categories" TEXT,
    "channels" TEXT,
    "account" BLOB,
    "response_low" INTEGER,
    "response_medium" INTEGER,
    "response_high" INTEGER,
    "response_urgent" INTEGER,
    "resolution_low" INTEGER,
    "resolution_medium" INTEGER,
    "resolution_high" INTEGER,
    "resolution_urgent" INTEGER,
    "pause_states" TEXT,
    "task_on_breach" INTEGER,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "sla_policies_calendar_fkey" FOREIGN KEY ("tenant_id", "calendar") REFERENCES "business_calendars" ("tenant_id", "id"),
    CONSTRAINT "sla_policies_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "sla_policies_seq_key" ON "sla_policies" ("tenant_id", "seq");
CREATE INDEX "sla_policies_name_sort" ON "sla_policies" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "sla_policies_active_idx" ON "sla_policies" ("tenant_id", "active", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "sla_policies_position_sort" ON "sla_policies" ("tenant_id", "position", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "sla_policies_calendar_idx" ON "sla_policies" ("tenant_id", "calendar", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "sla_policies_account_idx" ON "sla_policies" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "sla_policies_owner_idx" ON "sla_policies" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "sla_policies_created_at_sort" ON "sla_policies" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "sla_policies_updated_at_sort" ON "sla_policies" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "strategies" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "status" TEXT,
    "tag" TEXT,
    "description" TEXT,
    "audience" TEXT,
    "ai_objective" TEXT,
    "steps" TEXT,
    "tags" TEXT,
    "tone" TEXT,
    "creativity" INTEGER,
    "ai_instructions" TEXT,
    "forbidden" TEXT,
    "delay_min" INTEGER,
    "delay_max" INTEGER,
    "qualification_priority" TEXT,
    "qualification_questions" TEXT,
    "disqualification_criteria" TEXT,
    "objection_handling" TEXT,
    "closing" TEXT,
    "booking_instructions" TEXT,
    "example_conversation" TEXT,
    "metrics" TEXT,
    "revision" INTEGER,
    "activated_at" INTEGER,
    "copy_of" BLOB,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "strategies_copy_of_fkey" FOREIGN KEY ("tenant_id", "copy_of") REFERENCES "strategies" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "strategies_seq_key" ON "strategies" ("tenant_id", "seq");
CREATE INDEX "strategies_name_sort" ON "strategies" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "strategies_status_idx" ON "strategies" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "strategies_tag_idx" ON "strategies" ("tenant_id", "tag", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "strategies_copy_of_idx" ON "strategies" ("tenant_id", "copy_of", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "strategies_owner_idx" ON "strategies" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "strategies_created_at_sort" ON "strategies" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "strategies_updated_at_sort" ON "strategies" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "strategy_versions" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "strategy" BLOB,
    "revision" INTEGER,
    "name" TEXT,
    "content" TEXT,
    "replaced_at" INTEGER,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "strategy_versions_strategy_fkey" FOREIGN KEY ("tenant_id", "strategy") REFERENCES "strategies" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "strategy_versions_seq_key" ON "strategy_versions" ("tenant_id", "seq");
CREATE INDEX "strategy_versions_strategy_idx" ON "strategy_versions" ("tenant_id", "strategy", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "strategy_versions_revision_sort" ON "strategy_versions" ("tenant_id", "revision", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "strategy_versions_owner_idx" ON "strategy_versions" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "strategy_versions_created_at_sort" ON "strategy_versions" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "strategy_versions_updated_at_sort" ON "strategy_versions" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "suppliers" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "code" TEXT,
    "status" TEXT,
    "category" TEXT,
    "account" BLOB,
    "contact" BLOB,
    "rating" INTEGER,
    "tags" TEXT,
    "contact_person" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "website" TEXT,
    "address" TEXT,
    "user" BLOB,
    "username" TEXT,
    "tax_id" TEXT,
    "payment_terms" TEXT,
    "currency" TEXT,
    "lead_time_days" INTEGER,
    "minimum_order" INTEGER,
    "minimum_order_currency" TEXT,
    "products_supplied" TEXT,
    "custom_id" TEXT,
    "notes" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "suppliers_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id"),
    CONSTRAINT "suppliers_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "suppliers_seq_key" ON "suppliers" ("tenant_id", "seq");
CREATE INDEX "suppliers_name_idx" ON "suppliers" ("tenant_id", "name", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_name_sort" ON "suppliers" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "suppliers_code_key" ON "suppliers" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_status_idx" ON "suppliers" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_category_idx" ON "suppliers" ("tenant_id", "category", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_account_idx" ON "suppliers" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_contact_idx" ON "suppliers" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_rating_idx" ON "suppliers" ("tenant_id", "rating", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_rating_sort" ON "suppliers" ("tenant_id", "rating", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_email_idx" ON "suppliers" ("tenant_id", "email", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_email_sort" ON "suppliers" ("tenant_id", "email", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "suppliers_user_key" ON "suppliers" ("tenant_id", "user") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_user_idx" ON "suppliers" ("tenant_id", "user", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_username_idx" ON "suppliers" ("tenant_id", "username", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_lead_time_days_sort" ON "suppliers" ("tenant_id", "lead_time_days", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_owner_idx" ON "suppliers" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_created_at_sort" ON "suppliers" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_updated_at_sort" ON "suppliers" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "time_entries" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "note" TEXT,
    "date" TEXT,
    "hours" INTEGER,
    "user" BLOB,
    "person" BLOB,
    "person_type" TEXT,
    "project" BLOB,
    "task" BLOB,
    "billable" INTEGER,
    "billed" INTEGER,
    "rate" INTEGER,
    "rate_currency" TEXT,
    "amount" INTEGER,
    "amount_currency" TEXT,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "time_entries_project_fkey" FOREIGN KEY ("tenant_id", "project") REFERENCES "projects" ("tenant_id", "id"),
    CONSTRAINT "time_entries_task_fkey" FOREIGN KEY ("tenant_id", "task") REFERENCES "tasks" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "time_entries_seq_key" ON "time_entries" ("tenant_id", "seq");
CREATE INDEX "time_entries_date_idx" ON "time_entries" ("tenant_id", "date", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_date_sort" ON "time_entries" ("tenant_id", "date", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_hours_sort" ON "time_entries" ("tenant_id", "hours", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_user_idx" ON "time_entries" ("tenant_id", "user", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_person_idx" ON "time_entries" ("tenant_id", "person", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_project_idx" ON "time_entries" ("tenant_id", "project", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_task_idx" ON "time_entries" ("tenant_id", "task", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_billable_idx" ON "time_entries" ("tenant_id", "billable", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_billed_idx" ON "time_entries" ("tenant_id", "billed", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_amount_sort" ON "time_entries" ("tenant_id", "amount", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "time_entries_code_key" ON "time_entries" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_owner_idx" ON "time_entries" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_created_at_sort" ON "time_entries" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_updated_at_sort" ON "time_entries" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
