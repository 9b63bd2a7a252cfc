ALTER TABLE "pipelines" DROP COLUMN "stage_settings";
DROP TABLE "tags";
