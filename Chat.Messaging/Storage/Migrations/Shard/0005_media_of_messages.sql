-- Which messages carry a medium: what message.media_ids says, by medium. A message that is withheld is so here too, so that
-- who may see a medium is answered without the months of message.
CREATE TABLE media_message (
    media_id       bigint NOT NULL,
    chat_id        bigint NOT NULL,
    seq            bigint NOT NULL,
    withheld_from  bigint,
    PRIMARY KEY (media_id, chat_id, seq)
);
