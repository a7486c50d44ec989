CREATE TABLE "bff"."drafts" (
	"username" text NOT NULL,
	"form" text NOT NULL,
	"of" text NOT NULL,
	"value" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "drafts_username_form_of_pk" PRIMARY KEY("username","form","of")
);
--> statement-breakpoint
CREATE INDEX "drafts_saved_at" ON "bff"."drafts" USING btree ("saved_at");