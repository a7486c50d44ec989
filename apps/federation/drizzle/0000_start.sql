CREATE SCHEMA "federation";
--> statement-breakpoint
CREATE TABLE "federation"."clusters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"version" text NOT NULL,
	"subsystem_nqn" text NOT NULL,
	"api_endpoints" text[] NOT NULL,
	"discovery_endpoints" text[] NOT NULL,
	"tls_fingerprint" text NOT NULL,
	"presented_fingerprint" text,
	"key_id" text NOT NULL,
	"status" text NOT NULL,
	"attached_at" timestamp with time zone,
	CONSTRAINT "clusters_key_id_unique" UNIQUE("key_id")
);
--> statement-breakpoint
CREATE TABLE "federation"."login_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"public_key" text NOT NULL,
	"private_key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "federation"."service_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"public_key" text NOT NULL,
	"private_key" text,
	"state" text DEFAULT 'unused' NOT NULL,
	"cluster_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "federation"."users" (
	"name" text PRIMARY KEY NOT NULL,
	"password_hash" text NOT NULL,
	"roles" text[] NOT NULL,
	"disabled" boolean DEFAULT false NOT NULL,
	"password_changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "federation"."workflows" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "federation"."workflows_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"state" text DEFAULT 'PENDING' NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"percent" integer DEFAULT 0 NOT NULL,
	"stage" text DEFAULT '' NOT NULL,
	"stages" jsonb NOT NULL,
	"target" text NOT NULL,
	"api_endpoint" text,
	"tls_fingerprint" text,
	"key_id" text,
	"facts" jsonb,
	"cluster_id" uuid,
	"started_by" text NOT NULL,
	"started_by_roles" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "federation"."clusters" ADD CONSTRAINT "clusters_key_id_service_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "federation"."service_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "service_keys_cluster" ON "federation"."service_keys" USING btree ("cluster_id") WHERE state = 'bound';--> statement-breakpoint
CREATE INDEX "service_keys_state" ON "federation"."service_keys" USING btree ("state","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "workflows_sequence" ON "federation"."workflows" USING btree ("sequence");--> statement-breakpoint
CREATE INDEX "workflows_state" ON "federation"."workflows" USING btree ("state","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "workflows_attaching" ON "federation"."workflows" USING btree ("api_endpoint") WHERE type = 'attach cluster' and ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "workflows_detaching" ON "federation"."workflows" USING btree ("cluster_id") WHERE type = 'detach cluster' and ended_at is null;