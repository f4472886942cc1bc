/* Elements that become panels (flow.h): placed text, areas and pictures that stay together. */
#ifndef PANEL_H
#define PANEL_H

#include "block.h"

/* A figure: label and caption, drawing or picture, its data as a table, its source. */
void panel_figure(struct block_context *c, xmlNodePtr figure);

/* A thin line between passages. */
void panel_rule(struct block_context *c);

/* Issuer and symbol over a thin rule; logo, office and imprint over a thick one. */
void panel_masthead(struct block_context *c, xmlNodePtr masthead);

/* A title page of its own. */
void panel_cover(struct block_context *c, xmlNodePtr cover);

#endif
