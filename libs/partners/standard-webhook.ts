/** Webhooks signed after Standard Webhooks (standardwebhooks.com), checked on the bytes as they came. */
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { Rejected, RejectionCode, Verified, WebhookHeaders } from './ports.js';

/** Five minutes either way, as the specification asks. */
export const toleranceSeconds = 300;

/**
 * Says who sent these bytes, or why that cannot be known. The reason names what is wrong and never a secret.
 * @throws Error when a secret is not valid base64: a wrong setting, which must not look like a forgery.
 */
export function verifyStandardWebhook(
  headers: WebhookHeaders,
  rawBody: Buffer,
  secrets: readonly string[],
): Verified | Rejected {
  const eventId = oneValue(headers['webhook-id']);
  const timestamp = oneValue(headers['webhook-timestamp']);
  const signature = oneValue(headers['webhook-signature']);
  if (!eventId || !timestamp || !signature) {
    return rejected('headersMissing', 'webhook-id, webhook-timestamp and webhook-signature needed');
  }
  const untimely = judgeTimestamp(timestamp);
  if (untimely) return untimely;
  const signed = {
    'webhook-id': eventId,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
  };
  return secrets.some((secret) => fits(secret, signed, rawBody))
    ? { kind: 'verified', eventId }
    : rejected('signatureMismatch', 'no signature fits the body as it was received');
}

function judgeTimestamp(timestamp: string): Rejected | null {
  if (!/^\d{1,12}$/.test(timestamp)) {
    return rejected('timestampMalformed', 'webhook-timestamp must be whole seconds since 1970');
  }
  const ageSeconds = Math.floor(Date.now() / 1000) - Number(timestamp);
  if (ageSeconds > toleranceSeconds) {
    return rejected('timestampTooOld', `sent ${ageSeconds} s ago, more than ${toleranceSeconds} s`);
  }
  if (ageSeconds < -toleranceSeconds) {
    return rejected('timestampTooNew', `dated ${-ageSeconds} s ahead of our clock`);
  }
  return null;
}

function fits(secret: string, headers: Record<string, string>, rawBody: Buffer): boolean {
  try {
    new Webhook(secret).verify(rawBody, headers, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}

function oneValue(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function rejected(code: RejectionCode, reason: string): Rejected {
  return { kind: 'rejected', code, reason };
}
