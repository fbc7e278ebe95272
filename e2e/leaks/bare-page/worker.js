// The leak battery speaks to it from outside; something must be running for that.
addEventListener('message', () => {});
