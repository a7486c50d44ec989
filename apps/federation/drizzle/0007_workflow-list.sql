CREATE INDEX "workflows_started" ON "federation"."workflows" USING btree (coalesce("started_at", "created_at"),"sequence");--> statement-breakpoint
CREATE INDEX "workflows_endpoint" ON "federation"."workflows" USING btree ("api_endpoint","sequence");--> statement-breakpoint
CREATE INDEX "workflows_cluster" ON "federation"."workflows" USING btree ("cluster_id","sequence");