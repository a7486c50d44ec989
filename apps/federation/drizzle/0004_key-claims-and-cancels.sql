ALTER TABLE "federation"."clusters" ADD COLUMN "workflow_id" uuid;--> statement-breakpoint
ALTER TABLE "federation"."service_keys" ADD COLUMN "tls_fingerprint" text;--> statement-breakpoint
ALTER TABLE "federation"."service_keys" ADD COLUMN "api_endpoint" text;--> statement-breakpoint
ALTER TABLE "federation"."workflows" ADD COLUMN "canceled_by" text;