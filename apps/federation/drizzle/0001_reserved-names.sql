CREATE TABLE "federation"."reserved_names" (
	"kind" text NOT NULL,
	"project_name" text NOT NULL,
	"name" text NOT NULL,
	"holder" uuid,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "reserved_names_kind_project_name_name_pk" PRIMARY KEY("kind","project_name","name")
);
--> statement-breakpoint
CREATE INDEX "reserved_names_until" ON "federation"."reserved_names" USING btree ("until");