ALTER TABLE "calls" ADD COLUMN "outcome_note" TEXT COLLATE "C";
ALTER TABLE "contacts" ADD COLUMN "national_id" TEXT COLLATE "C";
ALTER TABLE "deals" ADD COLUMN "strategy" UUID;
CREATE INDEX "deals_strategy_idx" ON "deals" ("tenant_id", "strategy" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "estimates" ADD COLUMN "discount" BIGINT;
ALTER TABLE "estimates" ADD COLUMN "discount_currency" TEXT COLLATE "C";
ALTER TABLE "estimates" ADD COLUMN "shipping" BIGINT;
ALTER TABLE "estimates" ADD COLUMN "shipping_currency" TEXT COLLATE "C";
ALTER TABLE "estimates" ADD COLUMN "shipping_tax_percent" BIGINT;
ALTER TABLE "leads" ADD COLUMN "strategy" UUID;
CREATE INDEX "leads_strategy_idx" ON "leads" ("tenant_id", "strategy" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "notes" ADD COLUMN "kind" TEXT COLLATE "C";
ALTER TABLE "notes" ADD COLUMN "metadata" JSONB;
CREATE INDEX "notes_kind_idx" ON "notes" ("tenant_id", "kind" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "tasks" ADD COLUMN "person" UUID;
ALTER TABLE "tasks" ADD COLUMN "person_type" TEXT COLLATE "C";
ALTER TABLE "tasks" ADD COLUMN "project" UUID;
ALTER TABLE "tasks" ADD COLUMN "checklist" JSONB;
ALTER TABLE "tasks" ADD COLUMN "estimated_hours" BIGINT;
ALTER TABLE "tasks" ADD COLUMN "actual_hours" BIGINT;
CREATE INDEX "tasks_person_idx" ON "tasks" ("tenant_id", "person" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_project_idx" ON "tasks" ("tenant_id", "project" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "tickets" ADD COLUMN "merged_into" UUID;
ALTER TABLE "tickets" ADD COLUMN "sla_policy" UUID;
ALTER TABLE "tickets" ADD COLUMN "sla_status" TEXT COLLATE "C";
ALTER TABLE "tickets" ADD COLUMN "first_response_due" BIGINT;
ALTER TABLE "tickets" ADD COLUMN "resolution_due" BIGINT;
ALTER TABLE "tickets" ADD COLUMN "response_breached" BOOLEAN;
ALTER TABLE "tickets" ADD COLUMN "resolution_breached" BOOLEAN;
CREATE INDEX "tickets_merged_into_idx" ON "tickets" ("tenant_id", "merged_into" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_sla_policy_idx" ON "tickets" ("tenant_id", "sla_policy" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_sla_status_idx" ON "tickets" ("tenant_id", "sla_status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_first_response_due_sort" ON "tickets" ("tenant_id", "first_response_due" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_resolution_due_sort" ON "tickets" ("tenant_id", "resolution_due" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE "attendees" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "meeting" UUID,
    "answer" TEXT COLLATE "C",
    "email" TEXT COLLATE "C",
    "contact" UUID,
    "answered_at" BIGINT,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "attendees_seq_key" ON "attendees" ("tenant_id", "seq");
CREATE INDEX "attendees_meeting_idx" ON "attendees" ("tenant_id", "meeting" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "attendees_answer_idx" ON "attendees" ("tenant_id", "answer" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "attendees_contact_idx" ON "attendees" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "attendees_owner_idx" ON "attendees" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "attendees_created_at_sort" ON "attendees" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "attendees_updated_at_sort" ON "attendees" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "attendees" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "attendees" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "availabilities" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "user" UUID,
    "time_zone" TEXT COLLATE "C",
    "monday" TEXT COLLATE "C",
    "tuesday" TEXT COLLATE "C",
    "wednesday" TEXT COLLATE "C",
    "thursday" TEXT COLLATE "C",
    "friday" TEXT COLLATE "C",
    "saturday" TEXT COLLATE "C",
    "sunday" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "availabilities_seq_key" ON "availabilities" ("tenant_id", "seq");
CREATE UNIQUE INDEX "availabilities_user_key" ON "availabilities" ("tenant_id", "user") WHERE "deleted_at" IS NULL;
CREATE INDEX "availabilities_user_idx" ON "availabilities" ("tenant_id", "user" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "availabilities_owner_idx" ON "availabilities" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "availabilities_created_at_sort" ON "availabilities" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "availabilities_updated_at_sort" ON "availabilities" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "availabilities" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "availabilities" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "booking_hosts" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "booking_type" UUID,
    "user" UUID,
    "priority" BIGINT,
    "active" BOOLEAN,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "booking_hosts_seq_key" ON "booking_hosts" ("tenant_id", "seq");
CREATE INDEX "booking_hosts_booking_type_idx" ON "booking_hosts" ("tenant_id", "booking_type" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_hosts_user_idx" ON "booking_hosts" ("tenant_id", "user" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_hosts_owner_idx" ON "booking_hosts" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_hosts_created_at_sort" ON "booking_hosts" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_hosts_updated_at_sort" ON "booking_hosts" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "booking_hosts" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "booking_hosts" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "booking_types" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "slug" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "active" BOOLEAN,
    "public" BOOLEAN,
    "length_minutes" BIGINT,
    "interval_minutes" BIGINT,
    "buffer_before" BIGINT,
    "buffer_after" BIGINT,
    "minimum_notice" BIGINT,
    "horizon_days" BIGINT,
    "capacity" BIGINT,
    "needs_confirmation" BOOLEAN,
    "hold_minutes" BIGINT,
    "reminder_minutes" BIGINT,
    "new_people" TEXT COLLATE "C",
    "questions" JSONB,
    "meeting_type" TEXT COLLATE "C",
    "location" TEXT COLLATE "C",
    "meeting_link" TEXT COLLATE "C",
    "price" BIGINT,
    "price_currency" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "booking_types_seq_key" ON "booking_types" ("tenant_id", "seq");
CREATE INDEX "booking_types_name_sort" ON "booking_types" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "booking_types_slug_key" ON "booking_types" ("tenant_id", "slug") WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_types_active_idx" ON "booking_types" ("tenant_id", "active" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_types_owner_idx" ON "booking_types" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_types_created_at_sort" ON "booking_types" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "booking_types_updated_at_sort" ON "booking_types" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "booking_types" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "booking_types" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "bookings" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "title" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "booking_type" UUID,
    "kind" TEXT COLLATE "C",
    "host" UUID,
    "start_at" BIGINT,
    "end_at" BIGINT,
    "time_zone" TEXT COLLATE "C",
    "seats" BIGINT,
    "invitee_name" TEXT COLLATE "C",
    "invitee_email" TEXT COLLATE "C",
    "invitee_phone" TEXT COLLATE "C",
    "contact" UUID,
    "lead" UUID,
    "related" UUID,
    "related_type" TEXT COLLATE "C",
    "answers" JSONB,
    "notes" TEXT COLLATE "C",
    "details" JSONB,
    "location" TEXT COLLATE "C",
    "meeting_link" TEXT COLLATE "C",
    "price" BIGINT,
    "price_currency" TEXT COLLATE "C",
    "meeting" UUID,
    "cancel_reason" TEXT COLLATE "C",
    "reschedule_of" UUID,
    "held_until" BIGINT,
    "confirmed_at" BIGINT,
    "cancelled_at" BIGINT,
    "completed_at" BIGINT,
    "remind_at" BIGINT,
    "reminded_at" BIGINT,
    "busy_from" BIGINT,
    "busy_until" BIGINT,
    "code" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "bookings_seq_key" ON "bookings" ("tenant_id", "seq");
CREATE INDEX "bookings_status_idx" ON "bookings" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_booking_type_idx" ON "bookings" ("tenant_id", "booking_type" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_kind_idx" ON "bookings" ("tenant_id", "kind" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_host_idx" ON "bookings" ("tenant_id", "host" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_start_at_idx" ON "bookings" ("tenant_id", "start_at" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_start_at_sort" ON "bookings" ("tenant_id", "start_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_invitee_email_idx" ON "bookings" ("tenant_id", "invitee_email" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_contact_idx" ON "bookings" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_lead_idx" ON "bookings" ("tenant_id", "lead" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_related_idx" ON "bookings" ("tenant_id", "related" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_meeting_idx" ON "bookings" ("tenant_id", "meeting" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_reschedule_of_idx" ON "bookings" ("tenant_id", "reschedule_of" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_held_until_idx" ON "bookings" ("tenant_id", "held_until" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_remind_at_idx" ON "bookings" ("tenant_id", "remind_at" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_busy_from_idx" ON "bookings" ("tenant_id", "busy_from" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_busy_until_idx" ON "bookings" ("tenant_id", "busy_until" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "bookings_code_key" ON "bookings" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_owner_idx" ON "bookings" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_created_at_sort" ON "bookings" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "bookings_updated_at_sort" ON "bookings" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "bookings" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "bookings" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "business_calendars" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "time_zone" TEXT COLLATE "C",
    "is_default" BOOLEAN,
    "monday" TEXT COLLATE "C",
    "tuesday" TEXT COLLATE "C",
    "wednesday" TEXT COLLATE "C",
    "thursday" TEXT COLLATE "C",
    "friday" TEXT COLLATE "C",
    "saturday" TEXT COLLATE "C",
    "sunday" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "business_calendars_seq_key" ON "business_calendars" ("tenant_id", "seq");
CREATE INDEX "business_calendars_name_sort" ON "business_calendars" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "business_calendars_owner_idx" ON "business_calendars" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "business_calendars_created_at_sort" ON "business_calendars" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "business_calendars_updated_at_sort" ON "business_calendars" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "business_calendars" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "business_calendars" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "clients" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "code" TEXT COLLATE "C",
    "client_type" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "stage" TEXT COLLATE "C",
    "contact" UUID,
    "account" UUID,
    "account_manager" UUID,
    "tags" JSONB,
    "email" TEXT COLLATE "C",
    "phone" TEXT COLLATE "C",
    "mobile" TEXT COLLATE "C",
    "position" TEXT COLLATE "C",
    "user" UUID,
    "username" TEXT COLLATE "C",
    "company_name" TEXT COLLATE "C",
    "industry" TEXT COLLATE "C",
    "tax_id" TEXT COLLATE "C",
    "website" TEXT COLLATE "C",
    "billing_address" JSONB,
    "customer_since" TEXT COLLATE "C",
    "credit_limit" BIGINT,
    "credit_limit_currency" TEXT COLLATE "C",
    "payment_terms" TEXT COLLATE "C",
    "rating" BIGINT,
    "health" TEXT COLLATE "C",
    "total_spent" BIGINT,
    "total_spent_currency" TEXT COLLATE "C",
    "strategy" UUID,
    "custom_id" TEXT COLLATE "C",
    "last_message" TEXT COLLATE "C",
    "last_message_at" BIGINT,
    "notes" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "clients_seq_key" ON "clients" ("tenant_id", "seq");
CREATE INDEX "clients_name_idx" ON "clients" ("tenant_id", "name" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_name_sort" ON "clients" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "clients_code_key" ON "clients" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_client_type_idx" ON "clients" ("tenant_id", "client_type" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_status_idx" ON "clients" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_stage_idx" ON "clients" ("tenant_id", "stage" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_contact_idx" ON "clients" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_account_idx" ON "clients" ("tenant_id", "account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_account_manager_idx" ON "clients" ("tenant_id", "account_manager" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_email_idx" ON "clients" ("tenant_id", "email" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_email_sort" ON "clients" ("tenant_id", "email" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "clients_user_key" ON "clients" ("tenant_id", "user") WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_user_idx" ON "clients" ("tenant_id", "user" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_username_idx" ON "clients" ("tenant_id", "username" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_company_name_idx" ON "clients" ("tenant_id", "company_name" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_company_name_sort" ON "clients" ("tenant_id", "company_name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_industry_idx" ON "clients" ("tenant_id", "industry" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_health_idx" ON "clients" ("tenant_id", "health" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_total_spent_sort" ON "clients" ("tenant_id", "total_spent" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_strategy_idx" ON "clients" ("tenant_id", "strategy" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_custom_id_idx" ON "clients" ("tenant_id", "custom_id" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_last_message_at_sort" ON "clients" ("tenant_id", "last_message_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_owner_idx" ON "clients" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_created_at_sort" ON "clients" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "clients_updated_at_sort" ON "clients" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "clients" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "clients" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "consents" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "person" UUID,
    "person_type" TEXT COLLATE "C",
    "purpose" TEXT COLLATE "C",
    "event" TEXT COLLATE "C",
    "basis" TEXT COLLATE "C",
    "at" BIGINT,
    "channel" TEXT COLLATE "C",
    "evidence" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "consents_seq_key" ON "consents" ("tenant_id", "seq");
CREATE INDEX "consents_person_idx" ON "consents" ("tenant_id", "person" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_purpose_idx" ON "consents" ("tenant_id", "purpose" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_event_idx" ON "consents" ("tenant_id", "event" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_basis_idx" ON "consents" ("tenant_id", "basis" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_at_sort" ON "consents" ("tenant_id", "at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_channel_idx" ON "consents" ("tenant_id", "channel" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_owner_idx" ON "consents" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_created_at_sort" ON "consents" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "consents_updated_at_sort" ON "consents" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "consents" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "consents" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "conversations" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "subject" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "channel" TEXT COLLATE "C",
    "priority" TEXT COLLATE "C",
    "inbox" UUID,
    "assignee" UUID,
    "strategy" UUID,
    "snoozed_until" BIGINT,
    "tags" JSONB,
    "contact" UUID,
    "lead" UUID,
    "client" UUID,
    "about" UUID,
    "about_type" TEXT COLLATE "C",
    "ticket" UUID,
    "related" UUID,
    "related_type" TEXT COLLATE "C",
    "last_message" TEXT COLLATE "C",
    "last_message_at" BIGINT,
    "last_direction" TEXT COLLATE "C",
    "message_count" BIGINT,
    "unread_count" BIGINT,
    "first_response_at" BIGINT,
    "closed_at" BIGINT,
    "external_id" TEXT COLLATE "C",
    "metadata" JSONB,
    "code" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "conversations_seq_key" ON "conversations" ("tenant_id", "seq");
CREATE INDEX "conversations_status_idx" ON "conversations" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_channel_idx" ON "conversations" ("tenant_id", "channel" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_priority_idx" ON "conversations" ("tenant_id", "priority" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_inbox_idx" ON "conversations" ("tenant_id", "inbox" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_assignee_idx" ON "conversations" ("tenant_id", "assignee" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_strategy_idx" ON "conversations" ("tenant_id", "strategy" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_snoozed_until_sort" ON "conversations" ("tenant_id", "snoozed_until" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_contact_idx" ON "conversations" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_lead_idx" ON "conversations" ("tenant_id", "lead" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_client_idx" ON "conversations" ("tenant_id", "client" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_about_idx" ON "conversations" ("tenant_id", "about" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_ticket_idx" ON "conversations" ("tenant_id", "ticket" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_related_idx" ON "conversations" ("tenant_id", "related" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_last_message_at_idx" ON "conversations" ("tenant_id", "last_message_at" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_last_message_at_sort" ON "conversations" ("tenant_id", "last_message_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_last_direction_idx" ON "conversations" ("tenant_id", "last_direction" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_unread_count_idx" ON "conversations" ("tenant_id", "unread_count" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_unread_count_sort" ON "conversations" ("tenant_id", "unread_count" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_external_id_idx" ON "conversations" ("tenant_id", "external_id" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "conversations_code_key" ON "conversations" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_owner_idx" ON "conversations" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_created_at_sort" ON "conversations" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "conversations_updated_at_sort" ON "conversations" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "conversations" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "conversations" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "credit_notes" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "title" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "number" TEXT COLLATE "C",
    "invoice" UUID,
    "account" UUID,
    "contact" UUID,
    "issue_date" TEXT COLLATE "C",
    "reason" TEXT COLLATE "C",
    "lines" JSONB,
    "subtotal" BIGINT,
    "subtotal_currency" TEXT COLLATE "C",
    "discount" BIGINT,
    "discount_currency" TEXT COLLATE "C",
    "shipping" BIGINT,
    "shipping_currency" TEXT COLLATE "C",
    "shipping_tax_percent" BIGINT,
    "tax" BIGINT,
    "tax_currency" TEXT COLLATE "C",
    "total" BIGINT,
    "total_currency" TEXT COLLATE "C",
    "billing_name" TEXT COLLATE "C",
    "billing_address" JSONB,
    "customer_tax_id" TEXT COLLATE "C",
    "note" TEXT COLLATE "C",
    "series" UUID,
    "issued_at" BIGINT,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "credit_notes_seq_key" ON "credit_notes" ("tenant_id", "seq");
CREATE INDEX "credit_notes_status_idx" ON "credit_notes" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "credit_notes_number_key" ON "credit_notes" ("tenant_id", "number") WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_invoice_idx" ON "credit_notes" ("tenant_id", "invoice" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_account_idx" ON "credit_notes" ("tenant_id", "account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_contact_idx" ON "credit_notes" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_issue_date_idx" ON "credit_notes" ("tenant_id", "issue_date" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_issue_date_sort" ON "credit_notes" ("tenant_id", "issue_date" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_total_sort" ON "credit_notes" ("tenant_id", "total" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_series_idx" ON "credit_notes" ("tenant_id", "series" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_owner_idx" ON "credit_notes" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_created_at_sort" ON "credit_notes" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "credit_notes_updated_at_sort" ON "credit_notes" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "credit_notes" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "credit_notes" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "date_overrides" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "reason" TEXT COLLATE "C",
    "availability" UUID,
    "date" TEXT COLLATE "C",
    "hours" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "date_overrides_seq_key" ON "date_overrides" ("tenant_id", "seq");
CREATE INDEX "date_overrides_availability_idx" ON "date_overrides" ("tenant_id", "availability" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "date_overrides_date_idx" ON "date_overrides" ("tenant_id", "date" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "date_overrides_date_sort" ON "date_overrides" ("tenant_id", "date" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "date_overrides_owner_idx" ON "date_overrides" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "date_overrides_created_at_sort" ON "date_overrides" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "date_overrides_updated_at_sort" ON "date_overrides" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "date_overrides" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "date_overrides" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "document_versions" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "document" UUID,
    "number" BIGINT,
    "file_name" TEXT COLLATE "C",
    "mime_type" TEXT COLLATE "C",
    "size" BIGINT,
    "sha256" TEXT COLLATE "C",
    "comment" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "document_versions_seq_key" ON "document_versions" ("tenant_id", "seq");
CREATE INDEX "document_versions_document_idx" ON "document_versions" ("tenant_id", "document" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "document_versions_number_sort" ON "document_versions" ("tenant_id", "number" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "document_versions_sha256_idx" ON "document_versions" ("tenant_id", "sha256" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "document_versions_owner_idx" ON "document_versions" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "document_versions_created_at_sort" ON "document_versions" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "document_versions_updated_at_sort" ON "document_versions" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "document_versions" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "document_versions" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "documents" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "title" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "folder" UUID,
    "related" UUID,
    "related_type" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "url" TEXT COLLATE "C",
    "expires_at" BIGINT,
    "tags" JSONB,
    "file_name" TEXT COLLATE "C",
    "mime_type" TEXT COLLATE "C",
    "size" BIGINT,
    "sha256" TEXT COLLATE "C",
    "current_version" BIGINT,
    "uploaded_at" BIGINT,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "documents_seq_key" ON "documents" ("tenant_id", "seq");
CREATE INDEX "documents_title_sort" ON "documents" ("tenant_id", "title" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_status_idx" ON "documents" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_folder_idx" ON "documents" ("tenant_id", "folder" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_related_idx" ON "documents" ("tenant_id", "related" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_expires_at_sort" ON "documents" ("tenant_id", "expires_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_mime_type_idx" ON "documents" ("tenant_id", "mime_type" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_size_sort" ON "documents" ("tenant_id", "size" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_sha256_idx" ON "documents" ("tenant_id", "sha256" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_uploaded_at_sort" ON "documents" ("tenant_id", "uploaded_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_owner_idx" ON "documents" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_created_at_sort" ON "documents" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "documents_updated_at_sort" ON "documents" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "documents" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "documents" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "employees" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "code" TEXT COLLATE "C",
    "position" TEXT COLLATE "C",
    "department" TEXT COLLATE "C",
    "manager" UUID,
    "status" TEXT COLLATE "C",
    "user" UUID,
    "tags" JSONB,
    "email" TEXT COLLATE "C",
    "phone" TEXT COLLATE "C",
    "mobile" TEXT COLLATE "C",
    "address" JSONB,
    "emergency_contact" TEXT COLLATE "C",
    "work_id" TEXT COLLATE "C",
    "username" TEXT COLLATE "C",
    "work_location" TEXT COLLATE "C",
    "department_head" TEXT COLLATE "C",
    "employment_type" TEXT COLLATE "C",
    "hire_date" TEXT COLLATE "C",
    "left_on" TEXT COLLATE "C",
    "weekly_hours" BIGINT,
    "skills" JSONB,
    "salary" BIGINT,
    "salary_currency" TEXT COLLATE "C",
    "salary_level" BIGINT,
    "hourly_rate" BIGINT,
    "hourly_rate_currency" TEXT COLLATE "C",
    "birthday" TEXT COLLATE "C",
    "notes" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "employees_seq_key" ON "employees" ("tenant_id", "seq");
CREATE INDEX "employees_name_idx" ON "employees" ("tenant_id", "name" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_name_sort" ON "employees" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "employees_code_key" ON "employees" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_department_idx" ON "employees" ("tenant_id", "department" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_manager_idx" ON "employees" ("tenant_id", "manager" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_status_idx" ON "employees" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "employees_user_key" ON "employees" ("tenant_id", "user") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_user_idx" ON "employees" ("tenant_id", "user" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_email_idx" ON "employees" ("tenant_id", "email" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_email_sort" ON "employees" ("tenant_id", "email" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "employees_work_id_key" ON "employees" ("tenant_id", "work_id") WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_username_idx" ON "employees" ("tenant_id", "username" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_work_location_idx" ON "employees" ("tenant_id", "work_location" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_hire_date_sort" ON "employees" ("tenant_id", "hire_date" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_owner_idx" ON "employees" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_created_at_sort" ON "employees" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "employees_updated_at_sort" ON "employees" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "employees" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "employees" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "expenses" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "description" TEXT COLLATE "C",
    "amount" BIGINT,
    "amount_currency" TEXT COLLATE "C",
    "date" TEXT COLLATE "C",
    "category" TEXT COLLATE "C",
    "project" UUID,
    "task" UUID,
    "supplier" UUID,
    "user" UUID,
    "billable" BOOLEAN,
    "billed" BOOLEAN,
    "note" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "expenses_seq_key" ON "expenses" ("tenant_id", "seq");
CREATE INDEX "expenses_amount_idx" ON "expenses" ("tenant_id", "amount" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_amount_sort" ON "expenses" ("tenant_id", "amount" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_date_idx" ON "expenses" ("tenant_id", "date" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_date_sort" ON "expenses" ("tenant_id", "date" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_category_idx" ON "expenses" ("tenant_id", "category" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_project_idx" ON "expenses" ("tenant_id", "project" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_task_idx" ON "expenses" ("tenant_id", "task" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_supplier_idx" ON "expenses" ("tenant_id", "supplier" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_user_idx" ON "expenses" ("tenant_id", "user" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_billable_idx" ON "expenses" ("tenant_id", "billable" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_billed_idx" ON "expenses" ("tenant_id", "billed" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_owner_idx" ON "expenses" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_created_at_sort" ON "expenses" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "expenses_updated_at_sort" ON "expenses" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "expenses" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "expenses" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "folders" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "parent" UUID,
    "description" TEXT COLLATE "C",
    "tags" JSONB,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "folders_seq_key" ON "folders" ("tenant_id", "seq");
CREATE INDEX "folders_name_sort" ON "folders" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "folders_parent_idx" ON "folders" ("tenant_id", "parent" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "folders_owner_idx" ON "folders" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "folders_created_at_sort" ON "folders" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "folders_updated_at_sort" ON "folders" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "folders" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "folders" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "holidays" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "calendar" UUID,
    "date" TEXT COLLATE "C",
    "every_year" BOOLEAN,
    "hours" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "holidays_seq_key" ON "holidays" ("tenant_id", "seq");
CREATE INDEX "holidays_calendar_idx" ON "holidays" ("tenant_id", "calendar" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "holidays_date_idx" ON "holidays" ("tenant_id", "date" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "holidays_date_sort" ON "holidays" ("tenant_id", "date" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "holidays_owner_idx" ON "holidays" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "holidays_created_at_sort" ON "holidays" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "holidays_updated_at_sort" ON "holidays" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "holidays" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "holidays" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "host_calendars" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "user" UUID,
    "revision" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "host_calendars_seq_key" ON "host_calendars" ("tenant_id", "seq");
CREATE UNIQUE INDEX "host_calendars_user_key" ON "host_calendars" ("tenant_id", "user") WHERE "deleted_at" IS NULL;
CREATE INDEX "host_calendars_user_idx" ON "host_calendars" ("tenant_id", "user" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "host_calendars_owner_idx" ON "host_calendars" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "host_calendars_created_at_sort" ON "host_calendars" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "host_calendars_updated_at_sort" ON "host_calendars" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "host_calendars" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "host_calendars" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "inboxes" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "channel" TEXT COLLATE "C",
    "address" TEXT COLLATE "C",
    "active" BOOLEAN,
    "assignee" UUID,
    "strategy" UUID,
    "greeting" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "settings" JSONB,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "inboxes_seq_key" ON "inboxes" ("tenant_id", "seq");
CREATE INDEX "inboxes_name_sort" ON "inboxes" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_channel_idx" ON "inboxes" ("tenant_id", "channel" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_address_idx" ON "inboxes" ("tenant_id", "address" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_active_idx" ON "inboxes" ("tenant_id", "active" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_assignee_idx" ON "inboxes" ("tenant_id", "assignee" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_strategy_idx" ON "inboxes" ("tenant_id", "strategy" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_owner_idx" ON "inboxes" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_created_at_sort" ON "inboxes" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "inboxes_updated_at_sort" ON "inboxes" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "inboxes" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "inboxes" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "invoices" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "title" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "number" TEXT COLLATE "C",
    "account" UUID,
    "contact" UUID,
    "issue_date" TEXT COLLATE "C",
    "due_date" TEXT COLLATE "C",
    "tags" JSONB,
    "price_book" UUID,
    "lines" JSONB,
    "subtotal" BIGINT,
    "subtotal_currency" TEXT COLLATE "C",
    "discount" BIGINT,
    "discount_currency" TEXT COLLATE "C",
    "shipping" BIGINT,
    "shipping_currency" TEXT COLLATE "C",
    "shipping_tax_percent" BIGINT,
    "tax" BIGINT,
    "tax_currency" TEXT COLLATE "C",
    "total" BIGINT,
    "total_currency" TEXT COLLATE "C",
    "amount_paid" BIGINT,
    "amount_paid_currency" TEXT COLLATE "C",
    "amount_credited" BIGINT,
    "amount_credited_currency" TEXT COLLATE "C",
    "balance" BIGINT,
    "balance_currency" TEXT COLLATE "C",
    "paid_before" BIGINT,
    "paid_before_currency" TEXT COLLATE "C",
    "terms" TEXT COLLATE "C",
    "paid_at" BIGINT,
    "billing_name" TEXT COLLATE "C",
    "billing_address" JSONB,
    "customer_tax_id" TEXT COLLATE "C",
    "customer_reference" TEXT COLLATE "C",
    "service_from" TEXT COLLATE "C",
    "service_to" TEXT COLLATE "C",
    "note" TEXT COLLATE "C",
    "order" UUID,
    "work_order" UUID,
    "deal" UUID,
    "series" UUID,
    "issued_at" BIGINT,
    "sent_at" BIGINT,
    "voided_at" BIGINT,
    "void_reason" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "invoices_seq_key" ON "invoices" ("tenant_id", "seq");
CREATE INDEX "invoices_status_idx" ON "invoices" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "invoices_number_key" ON "invoices" ("tenant_id", "number") WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_account_idx" ON "invoices" ("tenant_id", "account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_contact_idx" ON "invoices" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_issue_date_idx" ON "invoices" ("tenant_id", "issue_date" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_issue_date_sort" ON "invoices" ("tenant_id", "issue_date" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_due_date_idx" ON "invoices" ("tenant_id", "due_date" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_due_date_sort" ON "invoices" ("tenant_id", "due_date" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_price_book_idx" ON "invoices" ("tenant_id", "price_book" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_total_sort" ON "invoices" ("tenant_id", "total" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_balance_sort" ON "invoices" ("tenant_id", "balance" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_paid_at_sort" ON "invoices" ("tenant_id", "paid_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_order_idx" ON "invoices" ("tenant_id", "order" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_work_order_idx" ON "invoices" ("tenant_id", "work_order" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_deal_idx" ON "invoices" ("tenant_id", "deal" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_series_idx" ON "invoices" ("tenant_id", "series" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_owner_idx" ON "invoices" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_created_at_sort" ON "invoices" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "invoices_updated_at_sort" ON "invoices" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "invoices" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "invoices" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "letterheads" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "is_default" BOOLEAN,
    "company_name" TEXT COLLATE "C",
    "address" JSONB,
    "email" TEXT COLLATE "C",
    "phone" TEXT COLLATE "C",
    "website" TEXT COLLATE "C",
    "tax_id" TEXT COLLATE "C",
    "vat_id" TEXT COLLATE "C",
    "register" TEXT COLLATE "C",
    "bank_name" TEXT COLLATE "C",
    "iban" TEXT COLLATE "C",
    "bic" TEXT COLLATE "C",
    "language" TEXT COLLATE "C",
    "introduction" TEXT COLLATE "C",
    "closing" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "letterheads_seq_key" ON "letterheads" ("tenant_id", "seq");
CREATE UNIQUE INDEX "letterheads_name_key" ON "letterheads" ("tenant_id", "name") WHERE "deleted_at" IS NULL;
CREATE INDEX "letterheads_is_default_idx" ON "letterheads" ("tenant_id", "is_default" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "letterheads_owner_idx" ON "letterheads" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "letterheads_created_at_sort" ON "letterheads" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "letterheads_updated_at_sort" ON "letterheads" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "letterheads" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "letterheads" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "messages" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "conversation" UUID,
    "body" TEXT COLLATE "C",
    "direction" TEXT COLLATE "C",
    "author_kind" TEXT COLLATE "C",
    "author" UUID,
    "author_name" TEXT COLLATE "C",
    "sent_at" BIGINT,
    "delivered_at" BIGINT,
    "read_at" BIGINT,
    "failure" TEXT COLLATE "C",
    "attachments" JSONB,
    "external_id" TEXT COLLATE "C",
    "metadata" JSONB,
    "preview" TEXT COLLATE "C",
    "inbox" UUID,
    "external_key" TEXT COLLATE "C",
    "related" UUID,
    "related_type" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "messages_seq_key" ON "messages" ("tenant_id", "seq");
CREATE INDEX "messages_conversation_idx" ON "messages" ("tenant_id", "conversation" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_direction_idx" ON "messages" ("tenant_id", "direction" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_author_kind_idx" ON "messages" ("tenant_id", "author_kind" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_author_idx" ON "messages" ("tenant_id", "author" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_sent_at_idx" ON "messages" ("tenant_id", "sent_at" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_sent_at_sort" ON "messages" ("tenant_id", "sent_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_read_at_idx" ON "messages" ("tenant_id", "read_at" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_external_id_idx" ON "messages" ("tenant_id", "external_id" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_inbox_idx" ON "messages" ("tenant_id", "inbox" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "messages_external_key_key" ON "messages" ("tenant_id", "external_key") WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_related_idx" ON "messages" ("tenant_id", "related" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_owner_idx" ON "messages" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_created_at_sort" ON "messages" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "messages_updated_at_sort" ON "messages" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "messages" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "milestones" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "project" UUID,
    "status" TEXT COLLATE "C",
    "due_date" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "reached_at" BIGINT,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "milestones_seq_key" ON "milestones" ("tenant_id", "seq");
CREATE INDEX "milestones_project_idx" ON "milestones" ("tenant_id", "project" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "milestones_status_idx" ON "milestones" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "milestones_due_date_idx" ON "milestones" ("tenant_id", "due_date" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "milestones_due_date_sort" ON "milestones" ("tenant_id", "due_date" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "milestones_reached_at_sort" ON "milestones" ("tenant_id", "reached_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "milestones_owner_idx" ON "milestones" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "milestones_created_at_sort" ON "milestones" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "milestones_updated_at_sort" ON "milestones" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "milestones" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "milestones" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "number_series" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "purpose" TEXT COLLATE "C",
    "pattern" TEXT COLLATE "C",
    "next" BIGINT,
    "restart" TEXT COLLATE "C",
    "year" BIGINT,
    "given" BIGINT,
    "last_date" TEXT COLLATE "C",
    "is_default" BOOLEAN,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "number_series_seq_key" ON "number_series" ("tenant_id", "seq");
CREATE UNIQUE INDEX "number_series_name_key" ON "number_series" ("tenant_id", "name") WHERE "deleted_at" IS NULL;
CREATE INDEX "number_series_purpose_idx" ON "number_series" ("tenant_id", "purpose" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "number_series_is_default_idx" ON "number_series" ("tenant_id", "is_default" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "number_series_owner_idx" ON "number_series" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "number_series_created_at_sort" ON "number_series" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "number_series_updated_at_sort" ON "number_series" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "number_series" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "number_series" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "orders" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "title" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "direction" TEXT COLLATE "C",
    "number" TEXT COLLATE "C",
    "account" UUID,
    "contact" UUID,
    "order_date" TEXT COLLATE "C",
    "delivery_date" TEXT COLLATE "C",
    "payment_status" TEXT COLLATE "C",
    "tags" JSONB,
    "price_book" UUID,
    "lines" JSONB,
    "subtotal" BIGINT,
    "subtotal_currency" TEXT COLLATE "C",
    "discount" BIGINT,
    "discount_currency" TEXT COLLATE "C",
    "shipping" BIGINT,
    "shipping_currency" TEXT COLLATE "C",
    "shipping_tax_percent" BIGINT,
    "tax" BIGINT,
    "tax_currency" TEXT COLLATE "C",
    "total" BIGINT,
    "total_currency" TEXT COLLATE "C",
    "billing_address" JSONB,
    "shipping_address" JSONB,
    "terms" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "deal" UUID,
    "estimate" UUID,
    "confirmed_at" BIGINT,
    "fulfilled_at" BIGINT,
    "code" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "orders_seq_key" ON "orders" ("tenant_id", "seq");
CREATE INDEX "orders_status_idx" ON "orders" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_direction_idx" ON "orders" ("tenant_id", "direction" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_number_idx" ON "orders" ("tenant_id", "number" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_account_idx" ON "orders" ("tenant_id", "account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_contact_idx" ON "orders" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_order_date_idx" ON "orders" ("tenant_id", "order_date" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_order_date_sort" ON "orders" ("tenant_id", "order_date" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_delivery_date_sort" ON "orders" ("tenant_id", "delivery_date" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_payment_status_idx" ON "orders" ("tenant_id", "payment_status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_price_book_idx" ON "orders" ("tenant_id", "price_book" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_total_sort" ON "orders" ("tenant_id", "total" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_deal_idx" ON "orders" ("tenant_id", "deal" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_estimate_idx" ON "orders" ("tenant_id", "estimate" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "orders_code_key" ON "orders" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_owner_idx" ON "orders" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_created_at_sort" ON "orders" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "orders_updated_at_sort" ON "orders" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "orders" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "orders" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "out_of_office" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "reason" TEXT COLLATE "C",
    "user" UUID,
    "start_at" BIGINT,
    "end_at" BIGINT,
    "note" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "out_of_office_seq_key" ON "out_of_office" ("tenant_id", "seq");
CREATE INDEX "out_of_office_user_idx" ON "out_of_office" ("tenant_id", "user" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "out_of_office_start_at_idx" ON "out_of_office" ("tenant_id", "start_at" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "out_of_office_start_at_sort" ON "out_of_office" ("tenant_id", "start_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "out_of_office_end_at_idx" ON "out_of_office" ("tenant_id", "end_at" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "out_of_office_owner_idx" ON "out_of_office" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "out_of_office_created_at_sort" ON "out_of_office" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "out_of_office_updated_at_sort" ON "out_of_office" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "out_of_office" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "out_of_office" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "payments" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "invoice" UUID,
    "amount" BIGINT,
    "amount_currency" TEXT COLLATE "C",
    "kind" TEXT COLLATE "C",
    "date" TEXT COLLATE "C",
    "method" TEXT COLLATE "C",
    "reference" TEXT COLLATE "C",
    "account" UUID,
    "note" TEXT COLLATE "C",
    "code" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "payments_seq_key" ON "payments" ("tenant_id", "seq");
CREATE INDEX "payments_invoice_idx" ON "payments" ("tenant_id", "invoice" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_amount_sort" ON "payments" ("tenant_id", "amount" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_kind_idx" ON "payments" ("tenant_id", "kind" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_date_idx" ON "payments" ("tenant_id", "date" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_date_sort" ON "payments" ("tenant_id", "date" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_method_idx" ON "payments" ("tenant_id", "method" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_account_idx" ON "payments" ("tenant_id", "account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "payments_code_key" ON "payments" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_owner_idx" ON "payments" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_created_at_sort" ON "payments" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "payments_updated_at_sort" ON "payments" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "payments" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "payments" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "price_book_entries" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "title" TEXT COLLATE "C",
    "price_book" UUID,
    "product" UUID,
    "price" BIGINT,
    "price_currency" TEXT COLLATE "C",
    "min_quantity" BIGINT,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "price_book_entries_seq_key" ON "price_book_entries" ("tenant_id", "seq");
CREATE INDEX "price_book_entries_price_book_idx" ON "price_book_entries" ("tenant_id", "price_book" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "price_book_entries_product_idx" ON "price_book_entries" ("tenant_id", "product" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "price_book_entries_price_sort" ON "price_book_entries" ("tenant_id", "price" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "price_book_entries_owner_idx" ON "price_book_entries" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "price_book_entries_created_at_sort" ON "price_book_entries" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "price_book_entries_updated_at_sort" ON "price_book_entries" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "price_book_entries" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "price_book_entries" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "price_books" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "currency" TEXT COLLATE "C",
    "is_default" BOOLEAN,
    "valid_from" TEXT COLLATE "C",
    "valid_until" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "price_books_seq_key" ON "price_books" ("tenant_id", "seq");
CREATE UNIQUE INDEX "price_books_name_key" ON "price_books" ("tenant_id", "name") WHERE "deleted_at" IS NULL;
CREATE INDEX "price_books_name_sort" ON "price_books" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "price_books_currency_idx" ON "price_books" ("tenant_id", "currency" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "price_books_is_default_idx" ON "price_books" ("tenant_id", "is_default" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "price_books_owner_idx" ON "price_books" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "price_books_created_at_sort" ON "price_books" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "price_books_updated_at_sort" ON "price_books" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "price_books" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "price_books" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "privacy_requests" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "subject" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "kind" TEXT COLLATE "C",
    "person" UUID,
    "person_type" TEXT COLLATE "C",
    "email" TEXT COLLATE "C",
    "received_on" TEXT COLLATE "C",
    "due_on" TEXT COLLATE "C",
    "assignee" UUID,
    "verified_by" TEXT COLLATE "C",
    "answer" TEXT COLLATE "C",
    "refusal" TEXT COLLATE "C",
    "answered_at" BIGINT,
    "code" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "privacy_requests_seq_key" ON "privacy_requests" ("tenant_id", "seq");
CREATE INDEX "privacy_requests_status_idx" ON "privacy_requests" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_kind_idx" ON "privacy_requests" ("tenant_id", "kind" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_person_idx" ON "privacy_requests" ("tenant_id", "person" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_received_on_sort" ON "privacy_requests" ("tenant_id", "received_on" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_due_on_idx" ON "privacy_requests" ("tenant_id", "due_on" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_due_on_sort" ON "privacy_requests" ("tenant_id", "due_on" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_assignee_idx" ON "privacy_requests" ("tenant_id", "assignee" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_answered_at_sort" ON "privacy_requests" ("tenant_id", "answered_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "privacy_requests_code_key" ON "privacy_requests" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_owner_idx" ON "privacy_requests" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_created_at_sort" ON "privacy_requests" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "privacy_requests_updated_at_sort" ON "privacy_requests" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "privacy_requests" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "privacy_requests" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "professionals" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "code" TEXT COLLATE "C",
    "profession" TEXT COLLATE "C",
    "specialty" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "available" BOOLEAN,
    "contact" UUID,
    "account" UUID,
    "tags" JSONB,
    "email" TEXT COLLATE "C",
    "phone" TEXT COLLATE "C",
    "mobile" TEXT COLLATE "C",
    "company_name" TEXT COLLATE "C",
    "address" JSONB,
    "portfolio" TEXT COLLATE "C",
    "user" UUID,
    "username" TEXT COLLATE "C",
    "hourly_rate" BIGINT,
    "hourly_rate_currency" TEXT COLLATE "C",
    "rating" BIGINT,
    "years_experience" BIGINT,
    "licence_number" TEXT COLLATE "C",
    "licence_valid_until" TEXT COLLATE "C",
    "certifications" JSONB,
    "skills" JSONB,
    "availability" TEXT COLLATE "C",
    "work_area" TEXT COLLATE "C",
    "tax_id" TEXT COLLATE "C",
    "notes" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "professionals_seq_key" ON "professionals" ("tenant_id", "seq");
CREATE INDEX "professionals_name_idx" ON "professionals" ("tenant_id", "name" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_name_sort" ON "professionals" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "professionals_code_key" ON "professionals" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_profession_idx" ON "professionals" ("tenant_id", "profession" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_specialty_idx" ON "professionals" ("tenant_id", "specialty" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_status_idx" ON "professionals" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_available_idx" ON "professionals" ("tenant_id", "available" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_contact_idx" ON "professionals" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_account_idx" ON "professionals" ("tenant_id", "account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_email_idx" ON "professionals" ("tenant_id", "email" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_email_sort" ON "professionals" ("tenant_id", "email" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "professionals_user_key" ON "professionals" ("tenant_id", "user") WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_user_idx" ON "professionals" ("tenant_id", "user" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_username_idx" ON "professionals" ("tenant_id", "username" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_hourly_rate_sort" ON "professionals" ("tenant_id", "hourly_rate" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_rating_idx" ON "professionals" ("tenant_id", "rating" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_rating_sort" ON "professionals" ("tenant_id", "rating" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_years_experience_sort" ON "professionals" ("tenant_id", "years_experience" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_licence_valid_until_idx" ON "professionals" ("tenant_id", "licence_valid_until" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_licence_valid_until_sort" ON "professionals" ("tenant_id", "licence_valid_until" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_owner_idx" ON "professionals" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_created_at_sort" ON "professionals" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "professionals_updated_at_sort" ON "professionals" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "professionals" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "professionals" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "project_members" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "project" UUID,
    "user" UUID,
    "person" UUID,
    "person_type" TEXT COLLATE "C",
    "name" TEXT COLLATE "C",
    "role" TEXT COLLATE "C",
    "hourly_rate" BIGINT,
    "hourly_rate_currency" TEXT COLLATE "C",
    "allocation" BIGINT,
    "joined_on" TEXT COLLATE "C",
    "left_on" TEXT COLLATE "C",
    "note" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "project_members_seq_key" ON "project_members" ("tenant_id", "seq");
CREATE INDEX "project_members_project_idx" ON "project_members" ("tenant_id", "project" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "project_members_user_idx" ON "project_members" ("tenant_id", "user" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "project_members_person_idx" ON "project_members" ("tenant_id", "person" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "project_members_role_idx" ON "project_members" ("tenant_id", "role" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "project_members_owner_idx" ON "project_members" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "project_members_created_at_sort" ON "project_members" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "project_members_updated_at_sort" ON "project_members" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "project_members" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "project_members" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "projects" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "priority" TEXT COLLATE "C",
    "project_type" TEXT COLLATE "C",
    "category" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "manager" UUID,
    "tags" JSONB,
    "client" UUID,
    "account" UUID,
    "contact" UUID,
    "deal" UUID,
    "start_date" TEXT COLLATE "C",
    "deadline" TEXT COLLATE "C",
    "progress" BIGINT,
    "progress_by_hand" BOOLEAN,
    "completed_at" BIGINT,
    "estimated_hours" BIGINT,
    "hours_spent" BIGINT,
    "budget" BIGINT,
    "budget_currency" TEXT COLLATE "C",
    "spent" BIGINT,
    "spent_currency" TEXT COLLATE "C",
    "remaining" BIGINT,
    "budget_used" BIGINT,
    "notes" TEXT COLLATE "C",
    "code" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "projects_seq_key" ON "projects" ("tenant_id", "seq");
CREATE INDEX "projects_name_sort" ON "projects" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_status_idx" ON "projects" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_priority_idx" ON "projects" ("tenant_id", "priority" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_project_type_idx" ON "projects" ("tenant_id", "project_type" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_category_idx" ON "projects" ("tenant_id", "category" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_manager_idx" ON "projects" ("tenant_id", "manager" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_client_idx" ON "projects" ("tenant_id", "client" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_account_idx" ON "projects" ("tenant_id", "account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_contact_idx" ON "projects" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_deal_idx" ON "projects" ("tenant_id", "deal" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_start_date_idx" ON "projects" ("tenant_id", "start_date" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_start_date_sort" ON "projects" ("tenant_id", "start_date" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_deadline_idx" ON "projects" ("tenant_id", "deadline" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_deadline_sort" ON "projects" ("tenant_id", "deadline" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_progress_sort" ON "projects" ("tenant_id", "progress" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_completed_at_sort" ON "projects" ("tenant_id", "completed_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_hours_spent_sort" ON "projects" ("tenant_id", "hours_spent" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_budget_idx" ON "projects" ("tenant_id", "budget" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_budget_sort" ON "projects" ("tenant_id", "budget" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_spent_sort" ON "projects" ("tenant_id", "spent" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "projects_code_key" ON "projects" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_owner_idx" ON "projects" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_created_at_sort" ON "projects" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "projects_updated_at_sort" ON "projects" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "projects" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "projects" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "service_appointments" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "title" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "work_order" UUID,
    "assignee" UUID,
    "start" BIGINT,
    "end" BIGINT,
    "address" JSONB,
    "account" UUID,
    "note" TEXT COLLATE "C",
    "report" TEXT COLLATE "C",
    "dispatched_at" BIGINT,
    "finished_at" BIGINT,
    "code" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "service_appointments_seq_key" ON "service_appointments" ("tenant_id", "seq");
CREATE INDEX "service_appointments_status_idx" ON "service_appointments" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_work_order_idx" ON "service_appointments" ("tenant_id", "work_order" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_assignee_idx" ON "service_appointments" ("tenant_id", "assignee" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_start_idx" ON "service_appointments" ("tenant_id", "start" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_start_sort" ON "service_appointments" ("tenant_id", "start" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_end_idx" ON "service_appointments" ("tenant_id", "end" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_account_idx" ON "service_appointments" ("tenant_id", "account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "service_appointments_code_key" ON "service_appointments" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_owner_idx" ON "service_appointments" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_created_at_sort" ON "service_appointments" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "service_appointments_updated_at_sort" ON "service_appointments" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "service_appointments" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "service_appointments" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "sla_policies" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "active" BOOLEAN,
    "position" BIGINT,
    "calendar" UUID,
    "priorities" JSONB,
    "categories" JSONB,
    "channels" JSONB,
    "account" UUID,
    "response_low" BIGINT,
    "response_medium" BIGINT,
    "response_high" BIGINT,
    "response_urgent" BIGINT,
    "resolution_low" BIGINT,
    "resolution_medium" BIGINT,
    "resolution_high" BIGINT,
    "resolution_urgent" BIGINT,
    "pause_states" JSONB,
    "task_on_breach" BOOLEAN,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "sla_policies_seq_key" ON "sla_policies" ("tenant_id", "seq");
CREATE INDEX "sla_policies_name_sort" ON "sla_policies" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "sla_policies_active_idx" ON "sla_policies" ("tenant_id", "active" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "sla_policies_position_sort" ON "sla_policies" ("tenant_id", "position" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "sla_policies_calendar_idx" ON "sla_policies" ("tenant_id", "calendar" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "sla_policies_account_idx" ON "sla_policies" ("tenant_id", "account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "sla_policies_owner_idx" ON "sla_policies" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "sla_policies_created_at_sort" ON "sla_policies" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "sla_policies_updated_at_sort" ON "sla_policies" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "sla_policies" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "sla_policies" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "strategies" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "tag" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "audience" TEXT COLLATE "C",
    "ai_objective" TEXT COLLATE "C",
    "steps" JSONB,
    "tags" JSONB,
    "tone" TEXT COLLATE "C",
    "creativity" BIGINT,
    "ai_instructions" TEXT COLLATE "C",
    "forbidden" TEXT COLLATE "C",
    "delay_min" BIGINT,
    "delay_max" BIGINT,
    "qualification_priority" TEXT COLLATE "C",
    "qualification_questions" TEXT COLLATE "C",
    "disqualification_criteria" TEXT COLLATE "C",
    "objection_handling" TEXT COLLATE "C",
    "closing" TEXT COLLATE "C",
    "booking_instructions" TEXT COLLATE "C",
    "example_conversation" JSONB,
    "metrics" JSONB,
    "revision" BIGINT,
    "activated_at" BIGINT,
    "copy_of" UUID,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "strategies_seq_key" ON "strategies" ("tenant_id", "seq");
CREATE INDEX "strategies_name_sort" ON "strategies" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "strategies_status_idx" ON "strategies" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "strategies_tag_idx" ON "strategies" ("tenant_id", "tag" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "strategies_copy_of_idx" ON "strategies" ("tenant_id", "copy_of" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "strategies_owner_idx" ON "strategies" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "strategies_created_at_sort" ON "strategies" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "strategies_updated_at_sort" ON "strategies" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "strategies" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "strategies" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "strategy_versions" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "strategy" UUID,
    "revision" BIGINT,
    "name" TEXT COLLATE "C",
    "content" JSONB,
    "replaced_at" BIGINT,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "strategy_versions_seq_key" ON "strategy_versions" ("tenant_id", "seq");
CREATE INDEX "strategy_versions_strategy_idx" ON "strategy_versions" ("tenant_id", "strategy" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "strategy_versions_revision_sort" ON "strategy_versions" ("tenant_id", "revision" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "strategy_versions_owner_idx" ON "strategy_versions" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "strategy_versions_created_at_sort" ON "strategy_versions" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "strategy_versions_updated_at_sort" ON "strategy_versions" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "strategy_versions" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "strategy_versions" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "suppliers" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "code" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "category" TEXT COLLATE "C",
    "account" UUID,
    "contact" UUID,
    "rating" BIGINT,
    "tags" JSONB,
    "contact_person" TEXT COLLATE "C",
    "email" TEXT COLLATE "C",
    "phone" TEXT COLLATE "C",
    "website" TEXT COLLATE "C",
    "address" JSONB,
    "user" UUID,
    "username" TEXT COLLATE "C",
    "tax_id" TEXT COLLATE "C",
    "payment_terms" TEXT COLLATE "C",
    "currency" TEXT COLLATE "C",
    "lead_time_days" BIGINT,
    "minimum_order" BIGINT,
    "minimum_order_currency" TEXT COLLATE "C",
    "products_supplied" JSONB,
    "custom_id" TEXT COLLATE "C",
    "notes" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "suppliers_seq_key" ON "suppliers" ("tenant_id", "seq");
CREATE INDEX "suppliers_name_idx" ON "suppliers" ("tenant_id", "name" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_name_sort" ON "suppliers" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "suppliers_code_key" ON "suppliers" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_status_idx" ON "suppliers" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_category_idx" ON "suppliers" ("tenant_id", "category" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_account_idx" ON "suppliers" ("tenant_id", "account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_contact_idx" ON "suppliers" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_rating_idx" ON "suppliers" ("tenant_id", "rating" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_rating_sort" ON "suppliers" ("tenant_id", "rating" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_email_idx" ON "suppliers" ("tenant_id", "email" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_email_sort" ON "suppliers" ("tenant_id", "email" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "suppliers_user_key" ON "suppliers" ("tenant_id", "user") WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_user_idx" ON "suppliers" ("tenant_id", "user" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_username_idx" ON "suppliers" ("tenant_id", "username" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_lead_time_days_sort" ON "suppliers" ("tenant_id", "lead_time_days" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_owner_idx" ON "suppliers" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_created_at_sort" ON "suppliers" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "suppliers_updated_at_sort" ON "suppliers" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "suppliers" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "suppliers" USING (tenant_id = current_setting('rapport.tenant')::uuid);
CREATE TABLE "time_entries" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "note" TEXT COLLATE "C",
    "date" TEXT COLLATE "C",
    "hours" BIGINT,
    "user" UUID,
    "person" UUID,
    "person_type" TEXT COLLATE "C",
    "project" UUID,
    "task" UUID,
    "billable" BOOLEAN,
    "billed" BOOLEAN,
    "rate" BIGINT,
    "rate_currency" TEXT COLLATE "C",
    "amount" BIGINT,
    "amount_currency" TEXT COLLATE "C",
    "code" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "time_entries_seq_key" ON "time_entries" ("tenant_id", "seq");
CREATE INDEX "time_entries_date_idx" ON "time_entries" ("tenant_id", "date" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_date_sort" ON "time_entries" ("tenant_id", "date" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_hours_sort" ON "time_entries" ("tenant_id", "hours" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_user_idx" ON "time_entries" ("tenant_id", "user" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_person_idx" ON "time_entries" ("tenant_id", "person" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_project_idx" ON "time_entries" ("tenant_id", "project" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_task_idx" ON "time_entries" ("tenant_id", "task" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_billable_idx" ON "time_entries" ("tenant_id", "billable" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_billed_idx" ON "time_entries" ("tenant_id", "billed" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_amount_sort" ON "time_entries" ("tenant_id", "amount" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "time_entries_code_key" ON "time_entries" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_owner_idx" ON "time_entries" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_created_at_sort" ON "time_entries" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "time_entries_updated_at_sort" ON "time_entries" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "time_entries" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON "time_entries" USING (tenant_id = current_setting('rapport.tenant')::uuid);
ALTER TABLE "attendees" ADD CONSTRAINT "attendees_meeting_fkey" FOREIGN KEY ("tenant_id", "meeting") REFERENCES "meetings" ("tenant_id", "id");
ALTER TABLE "attendees" ADD CONSTRAINT "attendees_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "booking_hosts" ADD CONSTRAINT "booking_hosts_booking_type_fkey" FOREIGN KEY ("tenant_id", "booking_type") REFERENCES "booking_types" ("tenant_id", "id");
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_booking_type_fkey" FOREIGN KEY ("tenant_id", "booking_type") REFERENCES "booking_types" ("tenant_id", "id");
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_lead_fkey" FOREIGN KEY ("tenant_id", "lead") REFERENCES "leads" ("tenant_id", "id");
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_meeting_fkey" FOREIGN KEY ("tenant_id", "meeting") REFERENCES "meetings" ("tenant_id", "id");
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_reschedule_of_fkey" FOREIGN KEY ("tenant_id", "reschedule_of") REFERENCES "bookings" ("tenant_id", "id");
ALTER TABLE "clients" ADD CONSTRAINT "clients_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "clients" ADD CONSTRAINT "clients_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "clients" ADD CONSTRAINT "clients_account_manager_fkey" FOREIGN KEY ("tenant_id", "account_manager") REFERENCES "employees" ("tenant_id", "id");
ALTER TABLE "clients" ADD CONSTRAINT "clients_strategy_fkey" FOREIGN KEY ("tenant_id", "strategy") REFERENCES "strategies" ("tenant_id", "id");
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_inbox_fkey" FOREIGN KEY ("tenant_id", "inbox") REFERENCES "inboxes" ("tenant_id", "id");
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_strategy_fkey" FOREIGN KEY ("tenant_id", "strategy") REFERENCES "strategies" ("tenant_id", "id");
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_lead_fkey" FOREIGN KEY ("tenant_id", "lead") REFERENCES "leads" ("tenant_id", "id");
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_client_fkey" FOREIGN KEY ("tenant_id", "client") REFERENCES "clients" ("tenant_id", "id");
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_ticket_fkey" FOREIGN KEY ("tenant_id", "ticket") REFERENCES "tickets" ("tenant_id", "id");
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_invoice_fkey" FOREIGN KEY ("tenant_id", "invoice") REFERENCES "invoices" ("tenant_id", "id");
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_series_fkey" FOREIGN KEY ("tenant_id", "series") REFERENCES "number_series" ("tenant_id", "id");
ALTER TABLE "date_overrides" ADD CONSTRAINT "date_overrides_availability_fkey" FOREIGN KEY ("tenant_id", "availability") REFERENCES "availabilities" ("tenant_id", "id");
ALTER TABLE "document_versions" ADD CONSTRAINT "document_versions_document_fkey" FOREIGN KEY ("tenant_id", "document") REFERENCES "documents" ("tenant_id", "id");
ALTER TABLE "documents" ADD CONSTRAINT "documents_folder_fkey" FOREIGN KEY ("tenant_id", "folder") REFERENCES "folders" ("tenant_id", "id");
ALTER TABLE "employees" ADD CONSTRAINT "employees_manager_fkey" FOREIGN KEY ("tenant_id", "manager") REFERENCES "employees" ("tenant_id", "id");
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_project_fkey" FOREIGN KEY ("tenant_id", "project") REFERENCES "projects" ("tenant_id", "id");
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_task_fkey" FOREIGN KEY ("tenant_id", "task") REFERENCES "tasks" ("tenant_id", "id");
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_supplier_fkey" FOREIGN KEY ("tenant_id", "supplier") REFERENCES "suppliers" ("tenant_id", "id");
ALTER TABLE "folders" ADD CONSTRAINT "folders_parent_fkey" FOREIGN KEY ("tenant_id", "parent") REFERENCES "folders" ("tenant_id", "id");
ALTER TABLE "holidays" ADD CONSTRAINT "holidays_calendar_fkey" FOREIGN KEY ("tenant_id", "calendar") REFERENCES "business_calendars" ("tenant_id", "id");
ALTER TABLE "inboxes" ADD CONSTRAINT "inboxes_strategy_fkey" FOREIGN KEY ("tenant_id", "strategy") REFERENCES "strategies" ("tenant_id", "id");
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_price_book_fkey" FOREIGN KEY ("tenant_id", "price_book") REFERENCES "price_books" ("tenant_id", "id");
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_order_fkey" FOREIGN KEY ("tenant_id", "order") REFERENCES "orders" ("tenant_id", "id");
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_work_order_fkey" FOREIGN KEY ("tenant_id", "work_order") REFERENCES "work_orders" ("tenant_id", "id");
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_deal_fkey" FOREIGN KEY ("tenant_id", "deal") REFERENCES "deals" ("tenant_id", "id");
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_series_fkey" FOREIGN KEY ("tenant_id", "series") REFERENCES "number_series" ("tenant_id", "id");
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_fkey" FOREIGN KEY ("tenant_id", "conversation") REFERENCES "conversations" ("tenant_id", "id");
ALTER TABLE "messages" ADD CONSTRAINT "messages_inbox_fkey" FOREIGN KEY ("tenant_id", "inbox") REFERENCES "inboxes" ("tenant_id", "id");
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_project_fkey" FOREIGN KEY ("tenant_id", "project") REFERENCES "projects" ("tenant_id", "id");
ALTER TABLE "orders" ADD CONSTRAINT "orders_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "orders" ADD CONSTRAINT "orders_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "orders" ADD CONSTRAINT "orders_price_book_fkey" FOREIGN KEY ("tenant_id", "price_book") REFERENCES "price_books" ("tenant_id", "id");
ALTER TABLE "orders" ADD CONSTRAINT "orders_deal_fkey" FOREIGN KEY ("tenant_id", "deal") REFERENCES "deals" ("tenant_id", "id");
ALTER TABLE "orders" ADD CONSTRAINT "orders_estimate_fkey" FOREIGN KEY ("tenant_id", "estimate") REFERENCES "estimates" ("tenant_id", "id");
ALTER TABLE "payments" ADD CONSTRAINT "payments_invoice_fkey" FOREIGN KEY ("tenant_id", "invoice") REFERENCES "invoices" ("tenant_id", "id");
ALTER TABLE "payments" ADD CONSTRAINT "payments_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "price_book_entries" ADD CONSTRAINT "price_book_entries_price_book_fkey" FOREIGN KEY ("tenant_id", "price_book") REFERENCES "price_books" ("tenant_id", "id");
ALTER TABLE "price_book_entries" ADD CONSTRAINT "price_book_entries_product_fkey" FOREIGN KEY ("tenant_id", "product") REFERENCES "products" ("tenant_id", "id");
ALTER TABLE "professionals" ADD CONSTRAINT "professionals_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "professionals" ADD CONSTRAINT "professionals_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "project_members" ADD CONSTRAINT "project_members_project_fkey" FOREIGN KEY ("tenant_id", "project") REFERENCES "projects" ("tenant_id", "id");
ALTER TABLE "projects" ADD CONSTRAINT "projects_client_fkey" FOREIGN KEY ("tenant_id", "client") REFERENCES "clients" ("tenant_id", "id");
ALTER TABLE "projects" ADD CONSTRAINT "projects_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "projects" ADD CONSTRAINT "projects_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "projects" ADD CONSTRAINT "projects_deal_fkey" FOREIGN KEY ("tenant_id", "deal") REFERENCES "deals" ("tenant_id", "id");
ALTER TABLE "service_appointments" ADD CONSTRAINT "service_appointments_work_order_fkey" FOREIGN KEY ("tenant_id", "work_order") REFERENCES "work_orders" ("tenant_id", "id");
ALTER TABLE "service_appointments" ADD CONSTRAINT "service_appointments_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "sla_policies" ADD CONSTRAINT "sla_policies_calendar_fkey" FOREIGN KEY ("tenant_id", "calendar") REFERENCES "business_calendars" ("tenant_id", "id");
ALTER TABLE "sla_policies" ADD CONSTRAINT "sla_policies_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "strategies" ADD CONSTRAINT "strategies_copy_of_fkey" FOREIGN KEY ("tenant_id", "copy_of") REFERENCES "strategies" ("tenant_id", "id");
ALTER TABLE "strategy_versions" ADD CONSTRAINT "strategy_versions_strategy_fkey" FOREIGN KEY ("tenant_id", "strategy") REFERENCES "strategies" ("tenant_id", "id");
ALTER TABLE "suppliers" ADD CONSTRAINT "suppliers_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "suppliers" ADD CONSTRAINT "suppliers_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_project_fkey" FOREIGN KEY ("tenant_id", "project") REFERENCES "projects" ("tenant_id", "id");
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_task_fkey" FOREIGN KEY ("tenant_id", "task") REFERENCES "tasks" ("tenant_id", "id");
ALTER TABLE "deals" ADD CONSTRAINT "deals_strategy_fkey" FOREIGN KEY ("tenant_id", "strategy") REFERENCES "strategies" ("tenant_id", "id");
ALTER TABLE "leads" ADD CONSTRAINT "leads_strategy_fkey" FOREIGN KEY ("tenant_id", "strategy") REFERENCES "strategies" ("tenant_id", "id");
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_project_fkey" FOREIGN KEY ("tenant_id", "project") REFERENCES "projects" ("tenant_id", "id");
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_merged_into_fkey" FOREIGN KEY ("tenant_id", "merged_into") REFERENCES "tickets" ("tenant_id", "id");
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_sla_policy_fkey" FOREIGN KEY ("tenant_id", "sla_policy") REFERENCES "sla_policies" ("tenant_id", "id");
