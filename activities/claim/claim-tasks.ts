/** What people decide on a claim: one examines, another reviews. */
export const claimTasks = ['claimExamination', 'claimReview'] as const;
