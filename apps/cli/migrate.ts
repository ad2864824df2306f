/** Brings the schema of the database that DATABASE_OWNER_URL names up to date, and says what it did. */
import { loadSettings } from '#config/settings';
import { migrate } from '#store/migrate';

try {
  const { database } = loadSettings();
  const done = await migrate(database.ownerUrl ?? database.url);
  console.log(done.length === 0 ? 'The schema is up to date.' : `Migrated: ${done.join(', ')}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
