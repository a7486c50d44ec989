CREATE TABLE "bff"."preferences" (
	"username" text NOT NULL,
	"name" text NOT NULL,
	"value" text NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "preferences_username_name_pk" PRIMARY KEY("username","name")
);
