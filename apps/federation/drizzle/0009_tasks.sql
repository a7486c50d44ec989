CREATE TABLE "federation"."task_items" (
	"task_id" uuid NOT NULL,
	"index" integer NOT NULL,
	"volume_id" uuid NOT NULL,
	"name" text NOT NULL,
	"project_name" text NOT NULL,
	"cluster_id" uuid,
	"size" text NOT NULL,
	"etag" text NOT NULL,
	"seen" text NOT NULL,
	"is_modified" boolean NOT NULL,
	"may_be_in_use" boolean NOT NULL,
	"state" text NOT NULL,
	"failure" jsonb,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "task_items_task_id_index_pk" PRIMARY KEY("task_id","index")
);
--> statement-breakpoint
CREATE TABLE "federation"."tasks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "federation"."tasks_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"state" text DEFAULT 'DRAFT' NOT NULL,
	"change" jsonb,
	"run" integer DEFAULT 0 NOT NULL,
	"asked" text,
	"total" integer NOT NULL,
	"running" integer DEFAULT 0 NOT NULL,
	"following" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"canceled" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"capacity" bigint NOT NULL,
	"may_be_in_use" integer DEFAULT 0 NOT NULL,
	"modified" integer DEFAULT 0 NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"projects" text[] NOT NULL,
	"cluster_ids" uuid[] NOT NULL,
	"started_by" text NOT NULL,
	"retry_of" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "task_items_state" ON "federation"."task_items" USING btree ("task_id","state","cluster_id","index");--> statement-breakpoint
CREATE UNIQUE INDEX "tasks_sequence" ON "federation"."tasks" USING btree ("sequence");--> statement-breakpoint
CREATE INDEX "tasks_state" ON "federation"."tasks" USING btree ("state","sequence");--> statement-breakpoint
CREATE INDEX "tasks_ended" ON "federation"."tasks" USING btree ("kind","ended_at");--> statement-breakpoint
CREATE INDEX "tasks_drafts" ON "federation"."tasks" USING btree ("created_at") WHERE state = 'DRAFT';