const x: number = 1
console.log('cli', process.version, x, process.argv.slice(2))
