CREATE TABLE "federation"."volume_transitions" (
	"cluster_id" uuid NOT NULL,
	"volume_id" uuid NOT NULL,
	"state" text NOT NULL,
	"etag" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"is_at_least" boolean NOT NULL,
	CONSTRAINT "volume_transitions_cluster_id_volume_id_pk" PRIMARY KEY("cluster_id","volume_id")
);
