CREATE TABLE "federation"."revoked_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "federation"."users" ADD COLUMN "credential_id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
CREATE INDEX "revoked_tokens_expires_at" ON "federation"."revoked_tokens" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "federation"."users" DROP COLUMN "password_changed_at";