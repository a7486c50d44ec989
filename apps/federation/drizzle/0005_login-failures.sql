CREATE TABLE "federation"."login_failures" (
	"key" text PRIMARY KEY NOT NULL,
	"drained_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "login_failures_drained_at" ON "federation"."login_failures" USING btree ("drained_at");