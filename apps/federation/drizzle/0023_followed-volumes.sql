CREATE TABLE "federation"."followed_volumes" (
	"volume_id" text PRIMARY KEY NOT NULL,
	"until" timestamp with time zone NOT NULL
);
