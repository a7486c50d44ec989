CREATE TABLE "federation"."problem_rules" (
	"rule" text PRIMARY KEY NOT NULL,
	"enabled" boolean NOT NULL,
	"severity" text NOT NULL,
	"raise_at" double precision NOT NULL,
	"clear_below" double precision NOT NULL,
	"raise_after_seconds" integer NOT NULL,
	"clear_after_seconds" integer NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "federation"."problem_watch" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "federation"."problems" (
	"id" uuid PRIMARY KEY NOT NULL,
	"rule" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"raised_at" timestamp with time zone,
	"recovering_since" timestamp with time zone,
	"level" double precision NOT NULL,
	"volumes" integer NOT NULL,
	"cause" text NOT NULL,
	"acknowledged_by" text,
	"acknowledged_at" timestamp with time zone,
	"acknowledged_note" text DEFAULT '' NOT NULL,
	"snoozed_by" text,
	"snoozed_at" timestamp with time zone,
	"snoozed_until" timestamp with time zone,
	"snoozed_note" text DEFAULT '' NOT NULL,
	CONSTRAINT "problems_of" UNIQUE("rule","subject_kind","subject")
);
