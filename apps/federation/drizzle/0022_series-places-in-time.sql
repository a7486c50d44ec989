CREATE TABLE "federation"."series_former_places" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"first" integer NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"metrics" text[] NOT NULL,
	"since" timestamp with time zone,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "federation"."series_places" ADD COLUMN "since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "federation"."series_places" ADD COLUMN "seen_at" timestamp with time zone;