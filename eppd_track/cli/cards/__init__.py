"""What a walk from card to card is made of, whatever the cards are about: keys, questions, lines."""
