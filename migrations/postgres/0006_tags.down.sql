DROP TABLE "tags";
ALTER TABLE "pipelines" DROP COLUMN "stage_settings";
