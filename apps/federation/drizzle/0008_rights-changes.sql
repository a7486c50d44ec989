-- Whoever changes them, also by hand or in an older release.
CREATE FUNCTION "federation"."notify_of_user"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('federation_rights', OLD.name);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "users_changed" AFTER UPDATE OR DELETE ON "federation"."users"
  FOR EACH ROW EXECUTE FUNCTION "federation"."notify_of_user"();--> statement-breakpoint
CREATE FUNCTION "federation"."notify_of_revoked_token"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('federation_revoked_tokens', NEW.id::text);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "revoked_tokens_added" AFTER INSERT ON "federation"."revoked_tokens"
  FOR EACH ROW EXECUTE FUNCTION "federation"."notify_of_revoked_token"();
