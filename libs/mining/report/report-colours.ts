/** From quick to slow: readable on white, and told apart by the colour-blind because lightness falls too. */
export const TIME_COLOURS = ['#4f9d94', '#8fae5d', '#d6a93a', '#cf6f2e', '#a3271f'] as const;

const ACTIVITY_COLOURS = [
  '#1f5f8b',
  '#c8553d',
  '#4a8f52',
  '#8a5fa8',
  '#d39a2d',
  '#2f9aa0',
  '#a34a6f',
  '#6b7a2f',
  '#5b6fc4',
  '#9a6b45',
  '#3f7f6d',
  '#b0456b',
] as const;

/** A colour of its own for each activity; beyond the chosen ones hues follow the golden angle, so that none returns. */
export function activityColour(activity: number): string {
  const chosen = ACTIVITY_COLOURS[activity];
  if (chosen !== undefined) return chosen;
  const hue = Math.round((activity * 137.508) % 360);
  return `hsl(${hue} 42% ${34 + (activity % 3) * 7}%)`;
}
