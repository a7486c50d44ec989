CREATE SCHEMA "bff";
--> statement-breakpoint
CREATE TABLE "bff"."sessions" (
	"key" text PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"roles" text[] NOT NULL,
	"sealed_token" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_active_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "sessions_username" ON "bff"."sessions" USING btree ("username");--> statement-breakpoint
CREATE INDEX "sessions_expires_at" ON "bff"."sessions" USING btree ("expires_at");