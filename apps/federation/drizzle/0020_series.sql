CREATE TABLE "federation"."samples" (
	"step" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"values" "bytea" NOT NULL,
	CONSTRAINT "samples_step_at_pk" PRIMARY KEY("step","at")
);
--> statement-breakpoint
CREATE TABLE "federation"."series_places" (
	"first" integer PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"metrics" text[] NOT NULL,
	CONSTRAINT "series_places_of" UNIQUE("kind","subject","metrics")
);
--> statement-breakpoint
-- A part of a value is read without the rest only where it is not compressed.
ALTER TABLE "federation"."samples" ALTER COLUMN "values" SET STORAGE EXTERNAL;
