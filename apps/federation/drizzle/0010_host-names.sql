CREATE TABLE "federation"."host_names" (
	"host_nqn" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone DEFAULT now() NOT NULL
);
