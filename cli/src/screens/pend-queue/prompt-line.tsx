import { Text } from 'ink';
import { theme } from '../theme';
import { nextField, type Prompt } from './prompts';

/** The next question, with what has been typed. */
export function PromptLine({ prompt }: { prompt: Prompt }) {
	const { verb, items, text, mistake } = prompt;
	const what = items.length === 1 ? items[0]?.claim_number : `${items.length} claims`;
	const field = nextField(prompt);
	return (
		<Text>
			<Text {...theme.title}>
				{verb} {what}
			</Text>
			{field ? ` ${field.question}: ${text}▏` : ' …'}
			{mistake && <Text {...theme.refused}> {mistake}</Text>}
		</Text>
	);
}
