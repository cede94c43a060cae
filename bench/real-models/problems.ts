/** Problems written for these measurements. */
export const PROBLEMS = [
  'A baker makes 24 rolls an hour. How many does he make in 7 hours?',
  'Nina has 3 boxes of 16 pencils and gives 9 away. How many are left?',
  'A shirt costs 40 and is reduced by a quarter. What does it cost now?',
  'A train leaves at 8:15 and arrives at 11:05. How many minutes does it take?',
  'The sides of a rectangle are 12 and 35. How long is its diagonal?',
  'What is the sum of the first 20 odd numbers?',
  'Two numbers add up to 30 and differ by 8. What is their product?',
  'A tank fills in 6 hours by one pipe and in 3 by another. How long do both take together?',
  'How many three-digit numbers are divisible by 7?',
  'What is the remainder of 2^50 divided by 7?',
  'Paul is three times as old as his son. In 12 years he will be twice as old. How old is the son?',
  'A die is thrown twice. What is the probability of a sum of 9?',
  'Solve 3x - 7 = 2x + 15.',
  'What is the area of a circle whose circumference is 10 pi?',
  'How many ways are there to arrange the letters of LEVEL?',
  'A car uses 6 litres for 100 km. How far does it go on 45 litres?',
  'What is the greatest common divisor of 252 and 198?',
  'The average of five numbers is 18. Four of them are 12, 20, 25 and 9. What is the fifth?',
  'Which number has to be added to 17 and to 41 so that the results are in the ratio 1 to 2?',
  'How many diagonals does a polygon of 11 sides have?'
] as const
