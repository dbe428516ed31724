/** What goals of a kind are commonly followed by. Nobody's own data: only proposed where theirs says nothing. */
export interface Common {
  /** Goals that it suits, in the words people use for them. */
  suits: string
  metric: { name: string; unit: string; direction: 'higher' | 'lower'; frequency: 'daily' | 'weekly' | 'monthly' }
  habit: { name: string; times: number; days: number }
}

type Row = [
  suits: string,
  name: string,
  unit: string,
  direction: 'higher' | 'lower',
  frequency: 'daily' | 'weekly' | 'monthly',
  habit: string,
  times: number,
  days: number,
]

const ROWS: Row[] = [
  ['Lose weight, get leaner', 'Body weight', 'kg', 'lower', 'weekly', 'Weigh yourself', 1, 7],
  ['Run a marathon, run further or faster', 'Distance run', 'km', 'higher', 'weekly', 'Go for a run', 3, 7],
  ['Get fit, exercise more, get stronger', 'Workouts', 'sessions', 'higher', 'weekly', 'Work out', 3, 7],
  ['Sleep better', 'Hours of sleep', 'hours', 'higher', 'daily', 'Be in bed on time', 1, 1],
  ['Eat healthier, improve my diet', 'Meals cooked at home', 'meals', 'higher', 'weekly', 'Cook a meal', 5, 7],
  ['Stop smoking, quit cigarettes', 'Cigarettes', 'cigarettes', 'lower', 'daily', 'A day without smoking', 1, 1],
  ['Drink less alcohol', 'Drinks', 'drinks', 'lower', 'weekly', 'A day without alcohol', 5, 7],
  ['Meditate, be calmer, less stress', 'Minutes of meditation', 'minutes', 'higher', 'daily', 'Meditate', 1, 1],
  ['Save money, build an emergency fund', 'Savings', '', 'higher', 'monthly', 'Set money aside', 1, 30],
  ['Pay off debt', 'Debt left', '', 'lower', 'monthly', 'Make a payment', 1, 30],
  ['Spend less, keep to a budget', 'Spending', '', 'lower', 'weekly', 'Write down what was spent', 1, 1],
  ['Earn more, grow my income or business', 'Income', '', 'higher', 'monthly', 'Look for new customers', 2, 7],
  ['Read more books', 'Books finished', 'books', 'higher', 'monthly', 'Read', 1, 1],
  ['Write a book, a novel or a thesis', 'Words written', 'words', 'higher', 'weekly', 'Write', 5, 7],
  ['Learn a language', 'Minutes of practice', 'minutes', 'higher', 'daily', 'Practise the language', 1, 1],
  ['Learn an instrument, guitar or piano', 'Minutes of practice', 'minutes', 'higher', 'daily', 'Practise', 5, 7],
  ['Pass an exam, get a degree or certificate', 'Hours of study', 'hours', 'higher', 'weekly', 'Study', 5, 7],
  ['Learn to program, gain a new skill', 'Hours of practice', 'hours', 'higher', 'weekly', 'Practise', 3, 7],
  ['Find a new job, get promoted', 'Applications sent', 'applications', 'higher', 'weekly', 'Work on my career', 2, 7],
  ['Spend time with family, partner or children', 'Hours together', 'hours', 'higher', 'weekly', 'Time together', 3, 7],
  ['Make friends, be less lonely', 'Meetings with friends', 'meetings', 'higher', 'weekly', 'Call a friend', 1, 7],
  [
    'Be less distracted, spend less time on the phone',
    'Screen time',
    'hours',
    'lower',
    'daily',
    'No phone for an hour',
    1,
    1,
  ],
  ['Declutter, tidy up the house', 'Things let go', 'things', 'higher', 'weekly', 'Tidy one corner', 2, 7],
]

export const COMMON: readonly Common[] = ROWS.map(([suits, name, unit, direction, frequency, habit, times, days]) => ({
  suits,
  metric: { name, unit, direction, frequency },
  habit: { name: habit, times, days },
}))
